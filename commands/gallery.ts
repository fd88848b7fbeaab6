import {
  ApplicationCommandOptionType as Option,
  ApplicationIntegrationType,
  InteractionContextType,
  type AutocompleteInteraction,
  type BaseInteraction,
} from "discord.js";
import { styleName } from "../src/discord/card/text.ts";
import { defineCommand, type Press } from "../src/discord/define-command.ts";
import { answerWithPage, turnToPage } from "../src/discord/gallery/answer-with-page.ts";
import { drawPage } from "../src/discord/gallery/draw-page.ts";
import { readRange } from "../src/discord/gallery/read-range.ts";
import { readerOf } from "../src/discord/gallery/sight.ts";
import type { Services } from "../src/discord/services.ts";
import { UserError } from "../src/generation/errors.ts";
import { STYLES } from "../src/generation/request.ts";
import type { Wanted } from "../src/sharing/gallery/wanted.ts";
import { favourite } from "./favourite.ts";
import { play } from "./play.ts";

export const gallery = defineCommand({
  payload: {
    name: "gallery",
    description: "Look at the videos made on this server, or at your favourites",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      { type: Option.User, name: "member", description: "Only what this member asked for" },
      {
        type: Option.String,
        name: "style",
        description: "Only videos of this style",
        choices: STYLES.map((style) => ({ name: styleName(style), value: style })),
      },
      {
        type: Option.String,
        name: "search",
        description: "Words of the prompt",
        autocomplete: true,
        max_length: 200,
      },
      {
        type: Option.Boolean,
        name: "favourites",
        description: "Only your own favourites, from all servers where we both are",
      },
      {
        type: Option.String,
        name: "from",
        description: "Asked for on this day or later: year-month-day, as 2026-11-22",
        max_length: 20,
      },
      {
        type: Option.String,
        name: "to",
        description: "Asked for on this day or earlier: year-month-day, as 2026-11-22",
        max_length: 20,
      },
      {
        type: Option.String,
        name: "sort",
        description: "What comes first (default: the newest; with words, the best match)",
        choices: [
          { name: "Newest", value: "newest" },
          { name: "Most favourites", value: "favourites" },
        ],
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const { sharing, settings, clock } = services;
    const { guildId, memberId } = readerOf(interaction);
    // To look at videos nobody needs settings: where they cannot be read, days are Greenwich's.
    const timeZone = settings.isReadable(guildId) ? settings.of(guildId).timeZone : "UTC";
    const search = options.search?.trim() ?? "";
    const wanted: Wanted = {
      memberId: options.member?.id ?? null,
      style: options.style ?? null,
      search: search === "" ? null : search,
      favourites: options.favourites ?? false,
      ...readRange({ from: options.from, to: options.to }, timeZone),
      sort: options.sort ?? null,
    };
    await sharing.views.keep(guildId, interaction.id, { readerId: memberId, wanted });
    const page = drawPage(interaction, services, { viewId: interaction.id, wanted, number: 0 });
    await answerWithPage(interaction, page, clock);
  },

  async autocomplete(interaction: AutocompleteInteraction, { sharing }) {
    const { guildId, maySee } = readerOf(interaction);
    const prompts = await sharing.suggest(guildId, interaction.options.getFocused(), maySee);
    await interaction.respond(prompts.map((prompt) => ({ name: prompt, value: prompt })));
  },

  buttons: { favourite, "gallery-page": turn, "gallery-favourite": favouriteHere, play },
  // What a server lets in from elsewhere, everybody there may watch.
  exempt: ["play"],
});

async function turn({ interaction, subjectId, argument, services }: Press): Promise<void> {
  const wanted = await wantedOf(interaction, subjectId, services);
  const number = Number(argument);
  if (!Number.isSafeInteger(number)) throw outOfDate();
  const page = drawPage(interaction, services, { viewId: subjectId, wanted, number });
  await turnToPage(interaction, page, services.clock);
}

async function favouriteHere({ interaction, subjectId, argument, services }: Press): Promise<void> {
  const [, viewId = "", number] = /^(\d{15,21})\.(\d{1,6})$/.exec(argument ?? "") ?? [];
  const wanted = await wantedOf(interaction, viewId, services);
  const { service, sharing } = services;
  const generation = await service.find(subjectId);
  const spot = generation && (await sharing.spotOf(generation));
  const sight = generation && (await readerOf(interaction).sightIn(generation.guildId));
  // A custom id can be forged: only what they could look at can become their favourite.
  if (generation === undefined || spot === undefined || sight?.(spot) !== true) {
    throw new UserError("This video is not in the gallery any more.");
  }
  await sharing.favourites.toggle(generation, interaction.user.id, interaction.id);
  services.recountCard(generation);
  const page = drawPage(interaction, services, { viewId, wanted, number: Number(number) });
  await turnToPage(interaction, page, services.clock);
}

/** What the open gallery shows; its id comes from a custom id, which can be forged. */
async function wantedOf(
  { guildId, user }: BaseInteraction,
  viewId: string,
  { sharing }: Services,
): Promise<Wanted> {
  const wanted =
    guildId === null || viewId === ""
      ? undefined
      : await sharing.views.find(guildId, viewId, user.id);
  if (wanted === undefined) throw outOfDate();
  return wanted;
}

const outOfDate = (): UserError =>
  new UserError("This page is out of date. Type `/gallery` to open a new one.");
