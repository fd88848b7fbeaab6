import {
  ApplicationCommandOptionType as Option,
  type APIApplicationCommandIntegerOption,
  type APIApplicationCommandNumberOption,
  type ApplicationCommandOptionChoiceData,
  type AutocompleteInteraction,
} from "discord.js";
import { usd } from "../../src/discord/card/text.ts";
import { UserError } from "../../src/generation/errors.ts";

/** What a number option says for "no limit", since it can say nothing but numbers. */
const NO_LIMIT = -1;
const MICRO = 1_000_000;
const MAX_USD = 1_000_000;

/** How a limit is counted: what its suggestions say. */
export type Unit = (value: number) => string;

export const typedUsd: Unit = (value) => usd(Math.round(value * MICRO));

export const usdPer =
  (period: string): Unit =>
  (value) =>
    `${typedUsd(value)} ${period}`;

/** An amount of dollars; suggestions offer to lift the limit. */
export const usdOption = <const N extends string>(name: N, description: string) =>
  ({
    type: Option.Number,
    name,
    description,
    min_value: NO_LIMIT,
    max_value: MAX_USD,
    autocomplete: true,
  }) as const satisfies APIApplicationCommandNumberOption;

export const countOption = <const N extends string>(name: N, description: string, max: number) =>
  ({
    type: Option.Integer,
    name,
    description,
    min_value: NO_LIMIT,
    max_value: max,
    autocomplete: true,
  }) as const satisfies APIApplicationCommandIntegerOption;

/** What was typed so far, in words, and how to say "no limit". */
export async function suggestLimit(
  interaction: AutocompleteInteraction,
  unit: Unit,
  none = "No limit",
): Promise<void> {
  const typed = interaction.options.getFocused().trim();
  const value = Number(typed);
  const choices: ApplicationCommandOptionChoiceData<number>[] =
    typed !== "" && value >= 0 && value <= MAX_USD ? [{ name: unit(value), value }] : [];
  await interaction.respond([...choices, { name: none, value: NO_LIMIT }]);
}

/** Null: no limit; undefined: not given, so what was set stays. */
export function readLimit(value: number | undefined): number | null | undefined {
  if (value === undefined) return undefined;
  if (value === NO_LIMIT) return null;
  if (value >= 0) return value;
  throw new UserError(
    "A limit is zero or more; to lift it, take what is suggested while you type. Nothing was changed.",
  );
}

/** Dollars as typed, in micro-USD. */
export function readUsdLimit(value: number | undefined): number | null | undefined {
  const limit = readLimit(value);
  return typeof limit === "number" ? Math.round(limit * MICRO) : limit;
}
