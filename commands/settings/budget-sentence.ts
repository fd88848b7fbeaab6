import { relative } from "../../src/discord/card/text.ts";
import type { OperatorLimits } from "../../src/discord/services.ts";
import { dayOf } from "../../src/policy/money/days.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { budgetInWords } from "./words.ts";

/** What holds, whoever set it, and until when today's share lasts. */
export function budgetSentence(
  { budget, timeZone, keyId }: GuildSettings,
  operator: Pick<OperatorLimits, "guildDayMicroUsd">,
  now: number,
): string {
  const ceiling = keyId === null ? operator.guildDayMicroUsd : null;
  const isCapped =
    ceiling !== null && (budget.dayMicroUsd === null || budget.dayMicroUsd > ceiling);
  const dayMicroUsd = isCapped ? ceiling : budget.dayMicroUsd;
  const renewed = relative(dayOf(now, timeZone).until);
  return [
    `This server may spend ${budgetInWords({ ...budget, dayMicroUsd })}.`,
    ...(isCapped ? ["The limit of the day is what the bot's operator allows each server."] : []),
    `Days and months begin at midnight in **${timeZone}**; the next day begins ${renewed}.`,
  ].join(" ");
}
