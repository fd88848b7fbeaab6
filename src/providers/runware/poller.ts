import { backoffMs } from "../../generation/backoff.ts";
import { MAX_TASKS_A_REQUEST, askTogether } from "./ask-together.ts";
import { BatchRefusedError } from "./errors.ts";
import { RetryableError } from "../../generation/errors.ts";
import type { Clock, Log, TaskStatus } from "../../generation/ports.ts";
import { createPollBudget } from "./poll-budget.ts";
import {
  DEFAULT_PACE,
  mayComeAlong,
  nextLookAt,
  type PollPace,
  type Watched,
} from "./poll-schedule.ts";

export interface Poller {
  watch(
    taskUUID: string,
    expectedAt: number,
    onStatus: (status: TaskStatus) => void,
    options?: { everyMs?: number },
  ): () => void;
  hint(taskUUID: string): void;
  close(): void;
}

interface Entry extends Watched {
  taskUUID: string;
  hinted: boolean;
  /** Batches with it are refused: it is asked for alone, and seldom. */
  suspect: boolean;
  onStatus: (status: TaskStatus) => void;
}

const PAUSE_AFTER_FAILURE = { baseMs: 1_000, capMs: 30_000 };
/** News of a webhook need not wait for the rhythm, but a flood of them is still one request. */
const HINT_GAP_MS = 250;
/** Also the longest time for which a clock that was set back can hold things up. */
const LONGEST_SLEEP_MS = 15_000;
const REQUESTS_PER_SECOND = 1;
const BURST = 60;

/**
 * Asks for all tasks whose time has come in one request. One request is in flight at a time, so a
 * slow provider is asked less often, never more. With nothing to watch it does nothing.
 */
export function createPoller(options: {
  /** One question about these tasks; @throws {RetryableError} it says nothing about any of them. */
  ask: (taskUUIDs: readonly string[]) => Promise<Map<string, TaskStatus>>;
  /** Until when nothing should be sent at all; null for now. */
  busyUntil: () => number | null;
  clock: Clock;
  log: Log;
  random: () => number;
  pace?: PollPace | undefined;
}): Poller {
  const { busyUntil, clock, log, random, pace = DEFAULT_PACE } = options;
  const entries = new Set<Entry>();
  const budget = createPollBudget(clock, REQUESTS_PER_SECOND, BURST);
  let wake: { at: number; cancel: () => void } | null = null;
  let sentAt: number | null = null;
  let polling = false;
  let closed = false;
  let failures = 0;
  let pause = { since: 0, ms: 0 };

  function dueAt(entry: Entry, now: number): number {
    if (entry.hinted) return now;
    const at = nextLookAt(entry, now, pace);
    return entry.suspect ? Math.max(at, (entry.askedAt ?? 0) + pace.lateMs) : at;
  }

  /** The earliest moment at which a request may be sent, whoever is due. */
  function freeAt(now: number, hinted: boolean): number {
    const gapMs = hinted ? HINT_GAP_MS : pace.nearMs;
    const since = sentAt !== null && sentAt <= now ? sentAt + gapMs : now;
    // A pause that lies ahead of the clock is from before it was set back.
    const pausedUntil = pause.since <= now ? pause.since + pause.ms : now;
    return Math.max(since, hinted ? now : budget.readyAt(), pausedUntil, busyUntil() ?? 0);
  }

  function sleep(): void {
    if (closed || polling) return;
    wake?.cancel();
    wake = null;
    if (entries.size === 0) return;
    const now = clock.now();
    let at = Infinity;
    let hinted = false;
    for (const entry of entries) {
      at = Math.min(at, dueAt(entry, now));
      hinted ||= entry.hinted;
    }
    at = Math.max(at, freeAt(now, hinted));
    const delayMs = Math.min(Math.max(0, at - now), LONGEST_SLEEP_MS);
    wake = {
      at: now + delayMs,
      cancel: clock.after(delayMs, () => {
        wake = null;
        if (clock.now() >= at) void poll();
        else sleep();
      }),
    };
  }

  /** Sooner than planned, never later: watching a thousandth task does not look at all the others. */
  function sleepUntilAtMost(at: number): void {
    if (wake === null || at < wake.at) sleep();
  }

  /** Everyone whose time has come, in one batch with those who may come along. */
  function choose(now: number): { together: Entry[]; alone: Entry[] } {
    const all = [...entries];
    const isDue = (entry: Entry): boolean => dueAt(entry, now) <= now;
    const due = all.filter((entry) => !entry.suspect && isDue(entry));
    const others = all.filter(
      (entry) => !entry.suspect && !isDue(entry) && mayComeAlong(entry, now),
    );
    const room = due.length === 0 ? 0 : Math.max(0, MAX_TASKS_A_REQUEST - due.length);
    return {
      together: [...due, ...others.slice(0, room)],
      alone: all.filter((entry) => entry.suspect && isDue(entry)).slice(0, 1),
    };
  }

  async function poll(): Promise<void> {
    const now = clock.now();
    const { together, alone } = choose(now);
    polling = true;
    sentAt = now;
    for (const entry of [...together, ...alone]) {
      entry.askedAt = now;
      // A hint that comes while the request is under way asks for another one.
      entry.hinted = false;
    }
    try {
      await askFor(together);
      for (const entry of alone) await askAlone(entry);
      failures = 0;
    } catch (error) {
      fail(error, together.length + alone.length);
    } finally {
      polling = false;
      sleep();
    }
  }

  async function ask(taskUUIDs: readonly string[]): Promise<Map<string, TaskStatus>> {
    budget.spend();
    return options.ask(taskUUIDs);
  }

  async function askFor(chosen: readonly Entry[]): Promise<void> {
    const taskUUIDs = [...new Set(chosen.map((entry) => entry.taskUUID))];
    const culprits = await askTogether(taskUUIDs, async (batch) => tell(chosen, await ask(batch)));
    for (const entry of chosen) {
      entry.suspect = culprits.includes(entry.taskUUID);
      if (entry.suspect)
        log.warn({ taskUUID: entry.taskUUID }, "polls are refused because of this task");
    }
  }

  async function askAlone(entry: Entry): Promise<void> {
    try {
      tell([entry], await ask([entry.taskUUID]));
      entry.suspect = false;
    } catch (error) {
      // What was to be expected of it, and nothing the others should wait for.
      if (!(error instanceof BatchRefusedError)) throw error;
    }
  }

  function tell(chosen: readonly Entry[], statuses: Map<string, TaskStatus>): void {
    for (const entry of chosen) {
      const status = statuses.get(entry.taskUUID);
      // Called off meanwhile, also by the listener of a task before it.
      if (!status?.known || !entries.has(entry)) continue;
      try {
        entry.onStatus(status);
      } catch (error) {
        log.error({ taskUUID: entry.taskUUID, error }, "a listener of the poller threw");
      }
    }
  }

  /** Says nothing about any task (rule 6): they are asked for again after a pause. */
  function fail(error: unknown, tasks: number): void {
    if (closed) return;
    failures += 1;
    const asked = error instanceof RetryableError ? error.retryAfterMs : undefined;
    const pauseMs = asked ?? backoffMs(failures, PAUSE_AFTER_FAILURE, random);
    pause = { since: clock.now(), ms: pauseMs };
    log.warn({ error, tasks, failures, pauseMs }, "a poll failed");
  }

  return {
    watch(taskUUID, expectedAt, onStatus, { everyMs } = {}) {
      const now = clock.now();
      const entry: Entry = {
        taskUUID,
        expectedAt,
        onStatus,
        watchedAt: now,
        askedAt: null,
        everyMs: everyMs ?? null,
        hinted: false,
        suspect: false,
      };
      entries.add(entry);
      sleepUntilAtMost(dueAt(entry, now));
      return () => {
        entries.delete(entry);
        if (entries.size === 0) sleep();
      };
    },
    hint(taskUUID) {
      for (const entry of entries) if (entry.taskUUID === taskUUID) entry.hinted = true;
      sleepUntilAtMost(clock.now());
    },
    close() {
      closed = true;
      wake?.cancel();
      entries.clear();
    },
  };
}
