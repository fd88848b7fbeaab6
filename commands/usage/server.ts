import { ApplicationCommandOptionType as Option, MessageFlags } from "discord.js";
import { guildOf, guildOfPress } from "../settings/guild-of.ts";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { notice } from "../../src/discord/inbox-view.ts";
import { spendingCsv } from "../../src/discord/usage/csv.ts";
import { renderPng } from "../../src/discord/usage/render-png.ts";
import { CHART_NAME, chartInWords, renderServer } from "../../src/discord/usage/render-server.ts";
import { drawSpending } from "../../src/discord/usage/spending-chart.ts";
import type { GuildUsage } from "../../src/policy/money/usage.ts";

const DAYS = { min: 1, max: 90, usual: 30 } as const;

export const server = defineSubcommand({
  payload: {
    name: "server",
    description: "What this server has spent: by day, by member, and as a table (moderators)",
    options: [
      {
        type: Option.Integer,
        name: "days",
        description: `How many days back, today included (default: ${DAYS.usual})`,
        min_value: DAYS.min,
        max_value: DAYS.max,
      },
    ],
  },
  needs: "ManageMessages",

  async execute({ interaction, options, services }) {
    const guildId = guildOf(interaction);
    // Reading three months of a busy server may take longer than the three seconds for an answer.
    await interaction.reply({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: notice("🧾 Adding up…").components,
    });
    const usage = await services.usage.ofGuild(guildId, options.days ?? DAYS.usual);
    const chart = await chartOf(usage);
    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: renderServer(guildId, usage, chart !== undefined),
      files:
        chart === undefined
          ? []
          : [{ attachment: chart, name: CHART_NAME, description: chartInWords(usage) }],
      allowedMentions: { parse: [] },
    });
  },

  buttons: { "usage-csv": sendTable },
});

/** A picture of nothing says less than the sentence above it. */
async function chartOf({ days, limits, microUsd }: GuildUsage): Promise<Buffer | undefined> {
  if (microUsd === 0) return undefined;
  return renderPng(drawSpending({ bars: days, limitMicroUsd: limits.dayMicroUsd }));
}

async function sendTable(press: Press): Promise<void> {
  const guildId = guildOfPress(press);
  const { interaction, services } = press;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { booked, names, timeZone } = await services.usage.table(guildId, daysOf(press));
  const days = `${daysOf(press)}-days`;
  await interaction.editReply({
    content:
      booked.length === 0
        ? "Nothing was spent in these days."
        : "Every request that cost something, a line each. Amounts are in USD.",
    files:
      booked.length === 0
        ? []
        : [
            {
              attachment: Buffer.from(spendingCsv(booked, timeZone, (id) => names.get(id))),
              name: `spending-${days}.csv`,
            },
          ],
  });
}

/** The argument of a custom id can be forged: a number within the bounds, or the usual one. */
function daysOf({ argument }: Press): number {
  const days = Number(argument);
  return Number.isInteger(days) && days >= DAYS.min && days <= DAYS.max ? days : DAYS.usual;
}
