import { UserError } from "../../generation/errors.ts";
import type { VideoRequest } from "../../generation/request.ts";
import type { GuildSettings } from "../settings.ts";
import { allowanceOf, allowanceRefusals } from "./allowance.ts";
import { budgetRefusals, type OperatorBudget } from "./budget.ts";
import { dayOf, monthOf } from "./days.ts";
import type { Ledger } from "./ledger.ts";
import { longest } from "./refusal.ts";
import { smallerRequest } from "./smaller-request.ts";
import { renews } from "./words.ts";
import { zoneChangeRefusals } from "./zone-change.ts";

/** A request that money decides on. */
export interface MoneyAsked {
  generationId: string;
  guildId: string;
  memberId: string;
  roleIds: readonly string[];
  /** Whose account pays; null for the operator's. */
  keyId: string | null;
  request: VideoRequest;
  /** The most that this request may cost, or a smaller one like it. */
  upperBoundOf: (request: VideoRequest) => number;
}

/** What is held for it, in the words of the record. */
export interface Held {
  day: string;
  admittedAt: number;
  boundMicroUsd: number;
}

export interface Money {
  /**
   * Whether there is money for a request. Holds nothing.
   * @throws {UserError} with what is left, when it renews and what would pass
   */
  check(asked: MoneyAsked, settings: GuildSettings, now: number): Held;
  /**
   * Checks, and holds the upper bound; nothing happens between the two. Asked again for the same
   * request, as for an event that Discord sent twice, it says what is held. Throws as `check` does.
   */
  hold(asked: MoneyAsked, settings: GuildSettings, now: number): Held;
}

export function createMoney(ledger: Ledger, operator: OperatorBudget): Money {
  function check(asked: MoneyAsked, settings: GuildSettings, now: number): Held {
    const { guildId, memberId, request, keyId } = asked;
    const { timeZone } = settings;
    if (!ledger.documents.isReadable(guildId, timeZone, now)) throw unreadable();
    const { sums } = ledger;
    const microUsd = asked.upperBoundOf(request);
    const periods = {
      guild: { day: dayOf(now, timeZone), month: monthOf(now, timeZone) },
      operator: { day: dayOf(now, "UTC"), month: monthOf(now, "UTC") },
    };
    const refusals = [
      ...allowanceRefusals(
        allowanceOf(settings.allowance, asked.roleIds),
        sums.member(guildId, memberId, timeZone, now),
        { videos: request.results, microUsd },
        periods.guild.day,
      ),
      ...budgetRefusals(
        settings.budget,
        operator,
        {
          guild: sums.guild(guildId, timeZone, now),
          guildOnOperatorsKey: sums.guild(guildId, timeZone, now, { onOperatorsKey: true }),
          operator: sums.operator(now),
        },
        microUsd,
        keyId === null,
        periods,
      ),
      ...(keyId === null
        ? zoneChangeRefusals(operator.guildDayMicroUsd, sums.lately(guildId, now), microUsd)
        : []),
    ];
    const refusal = longest(refusals);
    if (refusal === undefined) {
      return { day: periods.guild.day.name, admittedAt: now, boundMicroUsd: microUsd };
    }
    const rooms = refusals.map(({ roomMicroUsd }) => roomMicroUsd);
    const smaller = rooms.includes(null)
      ? null
      : smallerRequest(request, Math.min(...rooms.map(Number)), asked.upperBoundOf);
    const { sentence, renewsAt } = refusal;
    const parts = [
      sentence,
      ...(smaller === null ? [] : [`A request for ${smaller} would fit.`]),
      ...(renewsAt === null ? [] : [`There is more again ${renews(renewsAt)}.`]),
      "Nothing was spent.",
    ];
    throw new UserError(parts.join(" "));
  }

  return {
    check,
    hold(asked, settings, now) {
      const before = ledger.held(asked.generationId);
      if (before !== undefined) {
        const { admittedAt, reservedMicroUsd } = before;
        const day = dayOf(admittedAt, settings.timeZone).name;
        return { day, admittedAt, boundMicroUsd: reservedMicroUsd };
      }
      const held = check(asked, settings, now);
      const { generationId, guildId, memberId, keyId, request } = asked;
      ledger.reserve({
        generationId,
        guildId,
        memberId,
        keyId,
        admittedAt: held.admittedAt,
        reservedMicroUsd: held.boundMicroUsd,
        videos: request.results,
      });
      return held;
    },
  };
}

const unreadable = (): UserError =>
  new UserError(
    "What this server has spent this month cannot be read, so nothing new is made here. Nothing was spent. " +
      "The bot's operator finds the reason in the log.",
  );
