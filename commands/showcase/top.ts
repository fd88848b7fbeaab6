import {
  ApplicationCommandOptionType as Option,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
} from "discord.js";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { answerWithPage } from "../../src/discord/gallery/answer-with-page.ts";
import { drawPage } from "../../src/discord/gallery/draw-page.ts";
import { readerOf } from "../../src/discord/gallery/sight.ts";
import type { Services } from "../../src/discord/services.ts";
import { ForbiddenError, UserError } from "../../src/generation/errors.ts";
import { lastWeekEnd } from "../../src/policy/week.ts";
import { favourite } from "../favourite.ts";

const DAY_MS = 24 * 60 * 60_000;
const DAYS = { week: 7, month: 30 } as const;

export const top = defineSubcommand({
  payload: {
    name: "top",
    description: "The best of the last week or month, by how many members made them a favourite",
    options: [
      {
        type: Option.String,
        name: "period",
        description: "How far back (default: the last 7 days)",
        choices: [
          { name: "The last 7 days", value: "week" },
          { name: "The last 30 days", value: "month" },
        ],
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const from = services.clock.now() - DAYS[options.period ?? "week"] * DAY_MS;
    await answer(interaction, services, { from, until: null });
  },

  buttons: {
    // Of a showcase post: the same as on the card.
    "showcase-favourite": favourite,
    "showcase-top": weekOf,
  },

  exempt: ["showcase-favourite", "showcase-top"],
});

/** The week that a post listed, as it is now. */
async function weekOf({ interaction, subjectId, argument, services }: Press): Promise<void> {
  const { settings } = services;
  if (subjectId !== interaction.guildId) {
    throw new ForbiddenError("This belongs to another server. Nothing was changed.");
  }
  const monday = /^\d{4}-\d{2}-\d{2}$/.test(argument ?? "") ? Date.parse(argument ?? "") : NaN;
  if (Number.isNaN(monday))
    throw new UserError("This button is out of date. Type `/showcase top`.");
  const timeZone = settings.isReadable(subjectId) ? settings.of(subjectId).timeZone : "UTC";
  // Two days later it is still the same week, in every time zone.
  const { from, at } = lastWeekEnd(monday + 2 * DAY_MS, timeZone);
  await answer(interaction, services, { from, until: at });
}

async function answer(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  services: Services,
  { from, until }: { from: number; until: number | null },
): Promise<void> {
  const { sharing, clock } = services;
  const { guildId, memberId } = readerOf(interaction);
  const wanted = {
    memberId: null,
    style: null,
    search: null,
    favourites: false,
    from,
    until,
    sort: "favourites",
    atLeast: 1,
  } as const;
  await sharing.views.keep(guildId, interaction.id, { readerId: memberId, wanted });
  const page = drawPage(interaction, services, { viewId: interaction.id, wanted, number: 0 });
  await answerWithPage(interaction, page, clock);
}
