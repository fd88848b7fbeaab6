import { dayOf, monthOf } from "./days.ts";
import { createTimeline, SLOT_MS, type Timeline, type Totals } from "./timeline.ts";

/** What one generation adds to the sums, for now or for good. */
export interface Share extends Totals {
  guildId: string;
  memberId: string;
  /** The guild's own key; null for the operator's. */
  keyId: string | null;
  admittedAt: number;
  /** Under way: its cost is not known yet. */
  isOpen: boolean;
  /** Only the guild and whoever pays have it in their sums: its member was told that it is free. */
  isFreeForMember?: boolean;
}

export interface PeriodTotals {
  day: Totals;
  month: Totals;
}

/** The sums that admission decides over. */
export interface Tally {
  add(share: Share): void;
  subtract(share: Share): void;
  /** Of one guild, days and months by its own clock; `onOperatorsKey` alone where that is asked. */
  guild(
    guildId: string,
    timeZone: string,
    now: number,
    options?: { onOperatorsKey: boolean },
  ): PeriodTotals;
  /** What the operator's key pays for a guild, of the last 24 hours, whatever its time zone. */
  lately(guildId: string, now: number): Totals;
  /** Of one member of a guild today, and how many of their requests are under way, of any day. */
  member(
    guildId: string,
    memberId: string,
    timeZone: string,
    now: number,
  ): { day: Totals; atOnce: number };
  /** On the operator's key, over all guilds; days and months of UTC. */
  operator(now: number): PeriodTotals;
  /** Forgets what no sum of today or this month needs any more. */
  prune(now: number): void;
  /** Sums that are remembered: what memory this takes. */
  size(): number;
}

const DAY_MS = 86_400_000;
/** The longest month, and a day for the time zones. */
export const MONTH_KEPT_DAYS = 33;
/** Today began 25 hours ago at most; somewhere it is still yesterday. */
const DAY_KEPT_DAYS = 3;

export function createTally(): Tally {
  const operator = createTimeline();
  const guilds = new Map<string, { all: Timeline; onOperatorsKey: Timeline }>();
  const members = new Map<string, { timeline: Timeline; open: number }>();

  function change(share: Share, how: "add" | "subtract"): void {
    const { guildId, memberId, admittedAt, keyId } = share;
    const guild = ofKey(guilds, guildId, () => ({
      all: createTimeline(),
      onOperatorsKey: createTimeline(),
    }));
    const timelines = [guild.all];
    if (keyId === null) timelines.push(guild.onOperatorsKey, operator);
    if (share.isFreeForMember !== true) {
      const member = ofKey(members, `${guildId}:${memberId}`, () => ({
        timeline: createTimeline(),
        open: 0,
      }));
      timelines.push(member.timeline);
      if (share.isOpen) member.open += how === "add" ? 1 : -1;
    }
    for (const timeline of timelines) timeline[how](admittedAt, share);
  }

  return {
    add: (share) => change(share, "add"),
    subtract: (share) => change(share, "subtract"),

    guild(guildId, timeZone, now, { onOperatorsKey } = { onOperatorsKey: false }) {
      const guild = guilds.get(guildId);
      return totals(onOperatorsKey ? guild?.onOperatorsKey : guild?.all, timeZone, now);
    },

    lately(guildId, now) {
      const timeline = guilds.get(guildId)?.onOperatorsKey ?? NOTHING;
      // Whole slots, and none from before.
      return timeline.sum(now - DAY_MS + SLOT_MS, now + SLOT_MS);
    },

    member(guildId, memberId, timeZone, now) {
      const member = members.get(`${guildId}:${memberId}`);
      const { from, until } = dayOf(now, timeZone);
      return { day: (member?.timeline ?? NOTHING).sum(from, until), atOnce: member?.open ?? 0 };
    },

    operator: (now) => totals(operator, "UTC", now),

    prune(now) {
      const month = now - (MONTH_KEPT_DAYS + 1) * DAY_MS;
      operator.prune(month);
      for (const [id, { all, onOperatorsKey }] of guilds) {
        onOperatorsKey.prune(month);
        all.prune(month);
        if (all.size() === 0) guilds.delete(id);
      }
      for (const [id, { timeline, open }] of members) {
        timeline.prune(now - DAY_KEPT_DAYS * DAY_MS);
        if (timeline.size() === 0 && open === 0) members.delete(id);
      }
    },

    size() {
      const ofGuilds = [...guilds.values()].flatMap(({ all, onOperatorsKey }) => [
        all,
        onOperatorsKey,
      ]);
      const timelines = [
        operator,
        ...ofGuilds,
        ...[...members.values()].map(({ timeline }) => timeline),
      ];
      return timelines.reduce((sum, timeline) => sum + timeline.size(), 0);
    },
  };
}

const NOTHING = createTimeline();

function totals(timeline: Timeline | undefined, timeZone: string, now: number): PeriodTotals {
  const day = dayOf(now, timeZone);
  const month = monthOf(now, timeZone);
  return {
    day: (timeline ?? NOTHING).sum(day.from, day.until),
    month: (timeline ?? NOTHING).sum(month.from, month.until),
  };
}

function ofKey<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
