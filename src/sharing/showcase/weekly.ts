import type { Clock, Log } from "../../generation/ports.ts";
import type { ShowcaseRecords } from "./records.ts";
import type { SettingsOf } from "./showcase.ts";
import type { ShowcaseRecord } from "./showcase-record.ts";

/** The best of each week, once a week, in the guilds that want it. */
export interface Weekly {
  /** The first post comes at the end of the week that is under way. */
  settingsChanged(guildId: string): Promise<void>;
  begin(): void;
  stop(): Promise<void>;
}

/** A post of the best of a week. */
export interface WeeklyPost {
  guildId: string;
  channelId: string;
  /** The Monday that ends the week, YYYY-MM-DD. */
  monday: string;
  /** When an earlier post was tried whose answer nobody saw; null where none was. */
  attemptedAt: number | null;
  /** Ids of generations, the best first. */
  best: readonly string[];
}

export interface WeeklyTools {
  records: ShowcaseRecords;
  settingsOf: SettingsOf;
  /** Guilds that have set something. */
  guildIds: () => string[];
  /** The last end of a week at or before a moment. */
  weekEnd: (now: number, timeZone: string) => { monday: string; at: number; from: number };
  /** The best of what was made between two moments and may be seen in a channel. */
  best: (
    place: { guildId: string; channelId: string },
    from: number,
    until: number,
    most: number,
  ) => Promise<string[]>;
  /**
   * Posts it once; "closed": the channel takes nothing of ours.
   * @throws {RetryableError} Discord did not say
   */
  post: (post: WeeklyPost) => Promise<{ messageId: string } | "closed">;
  clock: Clock;
  log: Pick<Log, "info" | "warn" | "error">;
}

const LOOK_MS = 5 * 60_000;
/** Who was away for longer has missed it: nobody wants Monday's post on Thursday. */
const LATE_MS = 36 * 60 * 60_000;
/** A clock that ran ahead has shown weeks that are still to come: after so many days they are not believed. */
const AHEAD_DAYS = 8;
const MOST = 5;
const DAY_MS = 24 * 60 * 60_000;

export function createWeekly(tools: WeeklyTools): Weekly {
  const { records, settingsOf, guildIds, weekEnd, best, clock, log } = tools;
  let stopped = false;
  let callOff: (() => void) | undefined;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    for (const guildId of guildIds()) {
      if (stopped) return;
      try {
        await lookAt(guildId);
      } catch (error) {
        log.warn({ guildId, error }, "the best of the week are shown later");
      }
    }
  }

  async function lookAt(guildId: string): Promise<void> {
    const showcase = settingsOf(guildId);
    if (showcase == null || !showcase.weekly) return;
    const { channelId, timeZone } = showcase;
    const now = clock.now();
    const { monday, at, from } = weekEnd(now, timeZone);
    const { weekly } = await records.of(guildId);
    const isNew = weekly !== null && weekly.monday < monday;
    if (weekly === null || (isNew && now - at > LATE_MS) || isAhead(weekly.monday, monday)) {
      await note(guildId, { ...NOTHING, monday });
      return;
    }
    if (
      !isNew &&
      (weekly.monday > monday || weekly.channelId === null || weekly.messageId !== null)
    )
      return;
    // A week that could not be shown in its time is over.
    if (now - at > LATE_MS) {
      await note(guildId, { ...weekly, channelId: null });
      return;
    }
    const place = { guildId, channelId: isNew ? channelId : (weekly.channelId ?? channelId) };
    const found = await best(place, from, at, MOST);
    const attemptedAt = isNew ? null : weekly.attemptedAt;
    if (found.length === 0 && attemptedAt === null) {
      await note(guildId, { ...NOTHING, monday });
      return;
    }
    const attempt = { monday, channelId: place.channelId, messageId: null };
    // Of the first attempt: the message may be there since then.
    await note(guildId, { ...attempt, attemptedAt: attemptedAt ?? now });
    const outcome = await tools.post({ ...place, monday, attemptedAt, best: found });
    if (outcome === "closed") {
      log.warn({ ...place, monday }, "the showcase takes no post of the week");
      await note(guildId, { ...NOTHING, monday });
      return;
    }
    await note(guildId, { ...attempt, attemptedAt: attemptedAt ?? now, ...outcome });
    log.info({ ...place, monday, results: found.length }, "the best of the week are shown");
  }

  const note = (guildId: string, weekly: ShowcaseRecord["weekly"]): Promise<unknown> =>
    records.change(guildId, () => ({ weekly }));

  function begin(): void {
    if (stopped) return;
    looking = look().finally(() => {
      if (!stopped) callOff = clock.after(LOOK_MS, begin);
    });
  }

  return {
    async settingsChanged(guildId) {
      const showcase = settingsOf(guildId);
      if (showcase === undefined) return;
      const { weekly } = await records.of(guildId);
      if (showcase === null || !showcase.weekly) {
        if (weekly !== null) await note(guildId, null);
      } else if (weekly === null) {
        const { monday } = weekEnd(clock.now(), showcase.timeZone);
        await note(guildId, { ...NOTHING, monday });
      }
    },
    begin,
    async stop() {
      stopped = true;
      callOff?.();
      await looking;
    },
  };
}

const NOTHING = { channelId: null, attemptedAt: null, messageId: null };

const isAhead = (monday: string, of: string): boolean =>
  Date.parse(monday) - Date.parse(of) > AHEAD_DAYS * DAY_MS;
