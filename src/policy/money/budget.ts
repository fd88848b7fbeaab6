import type { GuildSettings } from "../settings.ts";
import type { Period } from "./days.ts";
import type { Refusal } from "./refusal.ts";
import type { PeriodTotals } from "./tally.ts";
import type { Totals } from "./timeline.ts";
import { atMost, left } from "./words.ts";

/** What the operator gives, in micro-USD on the operator's key; undefined: no limit. */
export interface OperatorBudget {
  dayMicroUsd: number | undefined;
  monthMicroUsd: number | undefined;
  /** For each guild: what holds without a setting, and the most that moderators may set. */
  guildDayMicroUsd: number | undefined;
}

export interface BudgetTotals {
  guild: PeriodTotals;
  /** The part of it that the operator pays. */
  guildOnOperatorsKey: PeriodTotals;
  operator: PeriodTotals;
}

/** Current days and months by the guild's clock, and by UTC for the operator. */
export interface BudgetPeriods {
  guild: { day: Period; month: Period };
  operator: { day: Period; month: Period };
}

/** What a guild may spend a day, whoever set it; null: no limit. */
export function guildDayLimit(
  { dayMicroUsd }: GuildSettings["budget"],
  { guildDayMicroUsd }: OperatorBudget,
  onOperatorsKey: boolean,
): number | null {
  const limits = [dayMicroUsd, onOperatorsKey ? guildDayMicroUsd : undefined];
  const set = limits.filter((limit) => limit != null);
  return set.length === 0 ? null : Math.min(...set);
}

/** The budgets that a request of at most `asked` micro-USD does not fit into. */
export function budgetRefusals(
  budget: GuildSettings["budget"],
  operator: OperatorBudget,
  totals: BudgetTotals,
  asked: number,
  onOperatorsKey: boolean,
  periods: BudgetPeriods,
): Refusal[] {
  const { guild, guildOnOperatorsKey } = totals;
  const { day, month } = periods.guild;
  return [
    ...guildRefusal(budget.dayMicroUsd, guild.day, asked, day, "a day"),
    ...guildRefusal(budget.monthMicroUsd, guild.month, asked, month, "a month"),
    ...(onOperatorsKey
      ? [
          ...guildRefusal(operator.guildDayMicroUsd, guildOnOperatorsKey.day, asked, day, "a day"),
          ...botRefusal(
            operator.dayMicroUsd,
            totals.operator.day,
            asked,
            periods.operator.day,
            "today",
          ),
          ...botRefusal(
            operator.monthMicroUsd,
            totals.operator.month,
            asked,
            periods.operator.month,
            "this month",
          ),
        ]
      : []),
  ];
}

function guildRefusal(
  limit: number | null | undefined,
  totals: Totals,
  asked: number,
  { until }: Period,
  every: string,
): Refusal[] {
  const room = roomIn(limit, totals);
  if (limit == null || asked <= room) return [];
  if (limit === 0) {
    const sentence = `This server may spend nothing ${every}, so no videos can be made here.`;
    return [{ sentence, renewsAt: null, roomMicroUsd: null }];
  }
  const rest = `${left(limit, limit - room)} of that is left`;
  const sentence =
    asked > limit
      ? `This request may cost up to ${atMost(asked)}, more than the ${atMost(limit)} that this server may spend ${every}: ${rest}.`
      : `This server may spend ${atMost(limit)} ${every}: ${rest}, and this request may cost up to ${atMost(asked)}.`;
  // Where all of it is left, no other time has more.
  return [{ sentence, renewsAt: room < limit ? until : null, roomMicroUsd: room }];
}

/** Without a figure: what the bot spends elsewhere is nobody's business here. */
function botRefusal(
  limit: number | undefined,
  totals: Totals,
  asked: number,
  { until }: Period,
  when: string,
): Refusal[] {
  const room = roomIn(limit, totals);
  if (limit === undefined || asked <= room) return [];
  const sentence = `What the bot may spend ${when}, in all servers together, is not enough for this request any more.`;
  return [{ sentence, renewsAt: room < limit ? until : null, roomMicroUsd: room }];
}

/** Below zero where a cost was higher than what was held for it. */
const roomIn = (limit: number | null | undefined, totals: Totals): number =>
  (limit ?? Infinity) - totals.spentMicroUsd - totals.reservedMicroUsd;
