import type { Log } from "../../generation/ports.ts";
import type { TaskStatus } from "../../generation/ports/provider.ts";
import { mayComeAlong, nextLookAt, type PollPace, type Watched } from "./poll-schedule.ts";

export interface Entry extends Watched {
  taskUUID: string;
  hinted: boolean;
  /** Batches with it are refused: it is asked for alone, and seldom. */
  suspect: boolean;
  onStatus: (status: TaskStatus) => void;
}

/** Whom the next request is about. */
export interface Chosen {
  together: Entry[];
  alone: Entry[];
}

/** The watched tasks: whose time has come, who comes along, and whom the answers are for. */
export function createWatchList(pace: PollPace, log: Log) {
  const entries = new Set<Entry>();

  function dueAt(entry: Entry, now: number): number {
    if (entry.hinted) return now;
    const at = nextLookAt(entry, now, pace);
    // Asked in a moment to come: the clock was set back since.
    const isSpared = entry.suspect && entry.askedAt !== null && entry.askedAt <= now;
    return isSpared ? Math.max(at, (entry.askedAt ?? 0) + pace.lateMs) : at;
  }

  return {
    entries,
    dueAt,

    /** When the first of them is due, and whether it is for a hint; null without any. */
    nextDue(now: number): { at: number; hinted: boolean } | null {
      if (entries.size === 0) return null;
      let at = Infinity;
      let hinted = false;
      for (const entry of entries) {
        at = Math.min(at, dueAt(entry, now));
        hinted ||= entry.hinted;
      }
      return { at, hinted };
    },

    /** Everyone whose time has come, in one batch with up to `batchSize` who may come along. */
    choose(now: number, batchSize: number): Chosen {
      const due: Entry[] = [];
      const others: Entry[] = [];
      const suspects: Entry[] = [];
      for (const entry of entries) {
        const isDue = dueAt(entry, now) <= now;
        if (entry.suspect) {
          if (isDue) suspects.push(entry);
        } else if (isDue) due.push(entry);
        else if (mayComeAlong(entry, now)) others.push(entry);
      }
      const room = due.length === 0 ? 0 : Math.max(0, batchSize - due.length);
      // One suspect at a time: each is a request of its own.
      return { together: [...due, ...others.slice(0, room)], alone: suspects.slice(0, 1) };
    },

    /** Passes each status on to whoever of `asked` still watches a task it knows. */
    tell(asked: readonly Entry[], statuses: ReadonlyMap<string, TaskStatus>): void {
      for (const entry of asked) {
        const status = statuses.get(entry.taskUUID);
        // Called off meanwhile, perhaps by the listener of a task before it.
        if (!status?.known || !entries.has(entry)) continue;
        try {
          entry.onStatus(status);
        } catch (error) {
          log.error({ taskUUID: entry.taskUUID, error }, "a listener of the poller threw");
        }
      }
    },
  };
}
