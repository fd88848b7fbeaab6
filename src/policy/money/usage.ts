import type { Generation } from "../../generation/generation.ts";
import type { Clock } from "../../generation/ports.ts";
import type { Allowance, Settings } from "../settings.ts";
import { allowanceOf } from "./allowance.ts";
import { guildDayLimit, type OperatorBudget } from "./budget.ts";
import { dayOf, lastDays, shiftDay, type Period } from "./days.ts";
import type { Ledger } from "./ledger.ts";
import { summarise, type BookedGeneration, type Spent } from "./spent.ts";
import type { PeriodTotals } from "./tally.ts";
import type { Totals } from "./timeline.ts";

/** What a member has made and may still make. */
export interface MemberUsage {
  allowance: Allowance;
  today: Totals;
  /** Requests under way, of whatever day. */
  atOnce: number;
  renewsAt: number;
  /** The newest first; without a record where that is gone. */
  last: (BookedGeneration & { generation: Generation | undefined })[];
}

/** What a guild has spent on some days, and what it may still spend. */
export interface GuildUsage extends Spent {
  timeZone: string;
  now: PeriodTotals;
  limits: { dayMicroUsd: number | null; monthMicroUsd: number | null };
  /** Days of which some or all is missing here, because it cannot be read. */
  unreadable: string[];
}

export interface Table {
  timeZone: string;
  booked: BookedGeneration[];
  /** By member id; those whose records are gone have none. */
  names: ReadonlyMap<string, string>;
}

export interface Usage {
  /** @throws {UserError} the guild's settings cannot be read */
  ofMember(guildId: string, memberId: string, roleIds: readonly string[]): Promise<MemberUsage>;
  /** Of the last `days` days, today included. Throws as `ofMember` does. */
  ofGuild(guildId: string, days: number): Promise<GuildUsage>;
  /** Each booking of these days, the newest first, and how members were called. Throws alike. */
  table(guildId: string, days: number): Promise<Table>;
}

export interface UsageTools {
  ledger: Ledger;
  settings: Pick<Settings, "of">;
  operator: OperatorBudget;
  records: { find(id: string): Promise<Generation | undefined> };
  clock: Pick<Clock, "now">;
}

const SHOWN_TO_MEMBERS = 10;
/** A hundred bytes each: a table of these is below every limit on uploads. */
const MOST_ROWS = 50_000;
/** Who has made nothing for so long sees an empty list. */
const LOOK_BACK_WEEKS = 5;

export function createUsage({ ledger, settings, operator, records, clock }: UsageTools): Usage {
  /** Bookings of a stretch of days, whatever the time zone was when they were made. */
  async function read(
    guildId: string,
    days: readonly Period[],
  ): Promise<{ booked: BookedGeneration[]; unreadable: string[] }> {
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return { booked: [], unreadable: [] };
    const names = days.map(({ name }) => name);
    const around = [shiftDay(first.name, -1), ...names, shiftDay(last.name, 1)];
    // What is on its way counts as well; the document, once it has it, says the same.
    const all = new Map(ledger.unbooked(guildId));
    const unreadable = new Set<string>();
    for await (const row of ledger.documents.of(guildId, around)) {
      if ("unreadable" in row) unreadable.add(row.day);
      else for (const [id, booking] of row.bookings) all.set(id, booking);
    }
    const booked = [...all]
      .map(([generationId, booking]) => ({ generationId, ...booking }))
      .filter(({ admittedAt }) => admittedAt >= first.from && admittedAt < last.until);
    return {
      booked: booked.toSorted((a, b) => b.admittedAt - a.admittedAt),
      unreadable: names.filter((name) => unreadable.has(name)),
    };
  }

  /** As they were called when they asked last; the newest of each comes first. */
  async function namesIn(booked: readonly BookedGeneration[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    const asked = new Set<string>();
    for (const { memberId, generationId } of booked) {
      if (asked.has(memberId)) continue;
      asked.add(memberId);
      const generation = await records.find(generationId);
      if (generation !== undefined) names.set(memberId, generation.memberName);
    }
    return names;
  }

  async function lastOf(
    guildId: string,
    memberId: string,
    timeZone: string,
  ): Promise<MemberUsage["last"]> {
    const days = lastDays(clock.now(), timeZone, LOOK_BACK_WEEKS * 7);
    const found: BookedGeneration[] = [];
    for (let week = 1; week <= LOOK_BACK_WEEKS && found.length < SHOWN_TO_MEMBERS; week += 1) {
      const { booked } = await read(guildId, days.slice(-7 * week, days.length - 7 * (week - 1)));
      found.push(...booked.filter((booking) => booking.memberId === memberId));
    }
    return Promise.all(
      found.slice(0, SHOWN_TO_MEMBERS).map(async (booking) => ({
        ...booking,
        generation: await records.find(booking.generationId),
      })),
    );
  }

  return {
    async ofMember(guildId, memberId, roleIds) {
      const { timeZone, allowance } = settings.of(guildId);
      const now = clock.now();
      const { day, atOnce } = ledger.sums.member(guildId, memberId, timeZone, now);
      return {
        allowance: allowanceOf(allowance, roleIds),
        today: day,
        atOnce,
        renewsAt: dayOf(now, timeZone).until,
        last: await lastOf(guildId, memberId, timeZone),
      };
    },

    async ofGuild(guildId, count) {
      const { timeZone, budget, keyId } = settings.of(guildId);
      const now = clock.now();
      const days = lastDays(now, timeZone, count);
      const { booked, unreadable } = await read(guildId, days);
      return {
        timeZone,
        ...summarise(booked, days),
        now: ledger.sums.guild(guildId, timeZone, now),
        limits: {
          dayMicroUsd: guildDayLimit(budget, operator, keyId === null),
          monthMicroUsd: budget.monthMicroUsd,
        },
        unreadable,
      };
    },

    async table(guildId, count) {
      const { timeZone } = settings.of(guildId);
      const { booked } = await read(guildId, lastDays(clock.now(), timeZone, count));
      const rows = booked.slice(0, MOST_ROWS);
      return { timeZone, booked: rows, names: await namesIn(rows) };
    },
  };
}
