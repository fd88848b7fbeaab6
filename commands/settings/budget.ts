import { ApplicationCommandOptionType as Option, type BaseInteraction } from "discord.js";
import { usd } from "../../src/discord/card/text.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { UserError } from "../../src/generation/errors.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { budgetSentence } from "./budget-sentence.ts";
import { anything, changeSettings, type CheckCurrent } from "./change-settings.ts";
import { findTimeZone } from "./find-time-zone.ts";
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
  { dayMicroUsd, monthMicroUsd, timeZone: typed }: BudgetChange,
  check: CheckCurrent = anything,
): Promise<string> {
  if ([dayMicroUsd, monthMicroUsd, typed].every((given) => given === undefined)) {
    return sentence(services.settings.of(guildOf(interaction)), services);
  }
  const timeZone = typed === undefined ? undefined : findTimeZone(typed);
  if (typed !== undefined && timeZone === undefined) {
    throw new UserError(
      "There is no such time zone. Write it as Continent/City, for example Europe/Berlin: `/settings budget` lists them while you type. Nothing was changed.",
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
  return sentence(now, services);
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

const sentence = (now: GuildSettings, { operator, clock }: Services): string =>
  budgetSentence(now, operator, clock.now());
