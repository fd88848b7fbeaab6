import { backoffMs } from "../../generation/backoff.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { olderFirst } from "../snowflake.ts";
import type { FeedJob } from "./feed.ts";
import type { Next, Round, Slice } from "./work.ts";

export interface Line {
  /** Something is to be done about this publication, copies first; what it does now it looks at again. */
  add(id: string, job: FeedJob): void;
  /** Begins nothing more and resolves when what is under way has stopped. */
  stop(): Promise<void>;
}

export interface LineTools {
  run: (id: string, slice: Slice) => Promise<Next>;
  clock: Pick<Clock, "after">;
  random: () => number;
  log: Pick<Log, "warn">;
}

interface Entry extends FeedJob {
  id: string;
  /** To be brought into line, or new; else it posts, in its order. */
  isUrgent: boolean;
  failures: number;
  round: Round;
  /** Changes whenever somebody wants it looked at again. */
  stamp: number;
  /** Calls off the end of its rest; undefined while it does not rest. */
  callOff: (() => void) | undefined;
}

/** Feeds that post at the same time: each holds a page of followers and a preview in memory. */
const POSTING_AT_ONCE = 8;
const RETRY = { baseMs: 2000, capMs: 10 * 60_000 };
const ANEW: Round = { as: "open", page: 0, left: 0 };

/**
 * Whose turn it is: in each feed one publication at a time; what is shown wrongly before what is not
 * shown yet, those in turn, and posts in the order in which they were published. Feeds take turns.
 */
export function createLine({ run, clock, random, log }: LineTools): Line {
  const entries = new Map<string, Entry>();
  /** The feed that had its turn longest ago is the first. */
  const feeds = new Map<string, Set<Entry>>();
  const underWay = new Map<string, { entry: Entry; done: Promise<void>; posts: boolean }>();
  let stopped = false;

  const isDue = ({ isUrgent, callOff }: Entry): boolean => isUrgent && callOff === undefined;

  function next(feed: ReadonlySet<Entry>): Entry | undefined {
    const urgent = [...feed].find(isDue);
    if (urgent !== undefined) return urgent;
    const inOrder = [...feed].toSorted((a, b) => a.at - b.at || olderFirst(a.id, b.id));
    const first = inOrder.find(({ isUrgent }) => !isUrgent);
    // The others wait behind it: every follower sees posts in their order.
    return first?.callOff === undefined ? first : undefined;
  }

  function pump(): void {
    if (stopped) return;
    for (const [guildId, feed] of feeds) {
      if (underWay.has(guildId)) continue;
      const entry = next(feed);
      if (entry === undefined) continue;
      const posts = !entry.isUrgent;
      const posting = [...underWay.values()].filter((one) => one.posts).length;
      if (posts && posting >= POSTING_AT_ONCE) continue;
      const done = slice(entry, feed, posts).finally(() => {
        underWay.delete(guildId);
        takeTurn(guildId, feed);
        pump();
      });
      underWay.set(guildId, { entry, done, posts });
    }
  }

  function takeTurn(guildId: string, feed: Set<Entry>): void {
    feeds.delete(guildId);
    if (feed.size > 0) feeds.set(guildId, feed);
  }

  async function slice(entry: Entry, feed: Set<Entry>, posts: boolean): Promise<void> {
    const { id, stamp, failures, round } = entry;
    const hasOthers = (): boolean => [...feed].some((one) => one !== entry && isDue(one));
    const goOn = (): boolean => !stopped && entry.stamp === stamp && !(posts && hasOthers());
    let outcome: Next;
    try {
      outcome = await run(id, { alignOnly: !posts, failures, goOn, hasOthers, round });
    } catch (error) {
      if (stopped) return;
      log.warn({ generationId: id, error }, "followers are not up to date; tried again later");
      outcome = "later";
    }
    if (outcome === "later") {
      // Stopped in the middle by somebody: not Discord's silence.
      if (goOn()) rest(entry);
      return;
    }
    if (outcome === "giveWay") {
      entry.isUrgent = true;
      // Behind the others.
      feed.delete(entry);
      feed.add(entry);
      return;
    }
    entry.failures = 0;
    if (entry.stamp !== stamp) return;
    if (outcome === "over") {
      entries.delete(id);
      feed.delete(entry);
    } else entry.isUrgent = outcome === "align";
  }

  function rest(entry: Entry): void {
    entry.failures += 1;
    entry.callOff = clock.after(backoffMs(entry.failures, RETRY, random), () => {
      entry.callOff = undefined;
      pump();
    });
  }

  return {
    add(id, job) {
      const entry = entries.get(id) ?? {
        id,
        ...job,
        isUrgent: true,
        failures: 0,
        round: ANEW,
        stamp: 0,
        callOff: undefined,
      };
      entry.callOff?.();
      Object.assign(entry, { isUrgent: true, failures: 0, round: { ...ANEW }, callOff: undefined });
      entry.stamp += 1;
      entries.set(id, entry);
      const feed = feeds.get(job.guildId) ?? new Set();
      feed.add(entry);
      feeds.set(job.guildId, feed);
      pump();
    },
    async stop() {
      stopped = true;
      for (const { callOff } of entries.values()) callOff?.();
      await Promise.all([...underWay.values()].map(({ done }) => done));
    },
  };
}
