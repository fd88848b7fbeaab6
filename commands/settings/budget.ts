import { ApplicationCommandOptionType as Option, type BaseInteraction } from "discord.js";
import { relative, usd } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import { dayOf, isTimeZone } from "../../src/policy/money/days.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { changeSettings } from "./change-settings.ts";
import { guildOf } from "./guild-of.ts";
import { readUsdLimit, suggestLimit, usdOption, usdPer } from "./limit-options.ts";
import { suggestTimeZone } from "./suggest-time-zone.ts";
import { budgetInWords } from "./words.ts";

export const budget = defineSubcommand({
  payload: {
    name: "budget",
    description: "What this server may spend a day and a month, and when its days begin",
    options: [
      usdOption("day", "USD a day, for example 5; leave it out to keep what is set"),
      usdOption("month", "USD a month; leave it out to keep what is set"),
      {
        type: Option.String,
        name: "timezone",
        description: "Where this server's midnight is, for example Europe/Berlin",
        autocomplete: true,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const change: BudgetChange = {
      dayMicroUsd: readUsdLimit(options.day),
      monthMicroUsd: readUsdLimit(options.month),
      timeZone: options.timezone,
    };
    await tell(interaction, await setBudget(interaction, services, change));
  },

  async autocomplete(interaction) {
    const { name, value } = interaction.options.getFocused(true);
    if (name === "timezone") await suggestTimeZone(interaction, value);
    else await suggestLimit(interaction, usdPer(`a ${name}`));
  },
});

/** Undefined: what was set stays. Null: no limit. */
export interface BudgetChange {
  dayMicroUsd: number | null | undefined;
  monthMicroUsd: number | null | undefined;
  timeZone: string | undefined;
}

/** Sets the budget and says what holds now; the panel does the same. */
export async function setBudget(
  interaction: BaseInteraction,
  services: Services,
  { dayMicroUsd, monthMicroUsd, timeZone }: BudgetChange,
  check: (current: GuildSettings) => void = () => undefined,
): Promise<string> {
  if ([dayMicroUsd, monthMicroUsd, timeZone].every((given) => given === undefined)) {
    return budgetSentence(services.settings.of(guildOf(interaction)), services);
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new UserError(
      "There is no such time zone. Choose one from the list that appears while you type, for example Europe/Berlin. Nothing was changed.",
    );
  }
  const now = await changeSettings(interaction, services, {
    action: "settings-budget",
    decide(current) {
      check(current);
      refuseAboveCeiling(dayMicroUsd, current, services);
      const { budget } = current;
      return {
        ...current,
        budget: {
          dayMicroUsd: dayMicroUsd === undefined ? budget.dayMicroUsd : dayMicroUsd,
          monthMicroUsd: monthMicroUsd === undefined ? budget.monthMicroUsd : monthMicroUsd,
        },
        timeZone: timeZone ?? current.timeZone,
      };
    },
    detail: ({ budget, timeZone: zone }) =>
      `The server may now spend ${budgetInWords(budget)}; its days begin at midnight in ${zone}.`,
  });
  return budgetSentence(now, services);
}

/** The operator pays unless the guild has a key of its own, and so sets the most there is. */
function refuseAboveCeiling(
  dayMicroUsd: number | null | undefined,
  { keyId }: GuildSettings,
  { operator: { guildDayMicroUsd: ceiling } }: Services,
): void {
  if (ceiling === null || keyId !== null || typeof dayMicroUsd !== "number") return;
  if (dayMicroUsd <= ceiling) return;
  throw new UserError(
    `The operator of this bot allows each server **${usd(ceiling)} a day** at most: set that or less. Nothing was changed.`,
  );
}

/** What holds, whoever set it, and until when today's share lasts. */
export function budgetSentence(
  { budget, timeZone, keyId }: GuildSettings,
  { operator, clock }: Services,
): string {
  const ceiling = keyId === null ? operator.guildDayMicroUsd : null;
  const isCapped =
    ceiling !== null && (budget.dayMicroUsd === null || budget.dayMicroUsd > ceiling);
  const dayMicroUsd = isCapped ? ceiling : budget.dayMicroUsd;
  const renewed = relative(dayOf(clock.now(), timeZone).until);
  return [
    `This server may spend ${budgetInWords({ ...budget, dayMicroUsd })}.`,
    ...(isCapped ? ["The limit of the day is what the bot's operator allows each server."] : []),
    `Days and months begin at midnight in **${timeZone}**; the next day begins ${renewed}.`,
  ].join(" ");
}
