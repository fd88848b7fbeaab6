import { backoffMs } from "../../generation/backoff.ts";
import { RetryableError } from "../../generation/errors.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import type { TaskStatus, VideoProvider } from "../../generation/ports/provider.ts";
import { askTogether, MAX_TASKS_A_REQUEST } from "./ask-together.ts";
import { BatchRefusedError } from "./errors.ts";
import { createPollBudget } from "./poll-budget.ts";
import { DEFAULT_PACE, type PollPace } from "./poll-schedule.ts";
import { createWatchList, type Entry } from "./watch-list.ts";

export type Poller = Pick<VideoProvider, "watch" | "hint"> & { close(): void };

const PAUSE_AFTER_FAILURE = { baseMs: 1_000, capMs: 30_000 };
/** News of a webhook need not wait for the rhythm, but a flood of them is still one request. */
const HINT_GAP_MS = 250;
/** Also the longest time for which a clock that was set back can hold things up. */
const LONGEST_SLEEP_MS = 15_000;

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
  const list = createWatchList(pace, log);
  const budget = createPollBudget(clock, pace.requestsPerSecond, pace.savedRequests);
  let wake: { at: number; cancel: () => void } | null = null;
  let sentAt: number | null = null;
  let polling = false;
  let closed = false;
  let failures = 0;
  let pause = { since: 0, ms: 0 };

  /** The earliest moment at which a request may be sent, whoever is due. */
  function freeAt(now: number, hinted: boolean): number {
    const gapMs = hinted ? HINT_GAP_MS : pace.nearMs;
    // An instant ahead of the clock is from before it was set back.
    const since = sentAt !== null && sentAt <= now ? sentAt + gapMs : now;
    const pausedUntil = pause.since <= now ? pause.since + pause.ms : now;
    return Math.max(since, hinted ? now : budget.readyAt(), pausedUntil, busyUntil() ?? 0);
  }

  function sleep(): void {
    wake?.cancel();
    wake = null;
    const now = clock.now();
    const next = closed || polling ? null : list.nextDue(now);
    if (next === null) return;
    const at = Math.max(next.at, freeAt(now, next.hinted));
    const delayMs = Math.min(Math.max(0, at - now), LONGEST_SLEEP_MS);
    const cancel = clock.after(delayMs, () => {
      wake = null;
      if (clock.now() >= at) void poll();
      else sleep();
    });
    wake = { at: now + delayMs, cancel };
  }

  /** Sooner than planned, never later: watching a thousandth task does not look at all the others. */
  function sleepUntilAtMost(at: number): void {
    if (wake === null || at < wake.at) sleep();
  }

  async function poll(): Promise<void> {
    const now = clock.now();
    const { together, alone } = list.choose(now, MAX_TASKS_A_REQUEST);
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

  async function ask(entries: readonly Entry[], taskUUIDs: readonly string[]): Promise<void> {
    budget.spend();
    list.tell(entries, await options.ask(taskUUIDs));
  }

  async function askFor(entries: readonly Entry[]): Promise<void> {
    const taskUUIDs = [...new Set(entries.map((entry) => entry.taskUUID))];
    const culprits = await askTogether(taskUUIDs, (batch) => ask(entries, batch));
    for (const entry of entries) {
      entry.suspect = culprits.includes(entry.taskUUID);
      const { taskUUID } = entry;
      if (entry.suspect) log.warn({ taskUUID }, "polls are refused because of this task");
    }
  }

  async function askAlone(entry: Entry): Promise<void> {
    try {
      await ask([entry], [entry.taskUUID]);
      entry.suspect = false;
    } catch (error) {
      // What was to be expected of it, and nothing the others should wait for.
      if (!(error instanceof BatchRefusedError)) throw error;
    }
  }

  /** Says nothing about any task (rule 6): they are asked for again after a pause. */
  function fail(error: unknown, tasks: number): void {
    if (closed) return;
    failures += 1;
    const asked = error instanceof RetryableError ? error.retryAfterMs : undefined;
    pause = {
      since: clock.now(),
      ms: asked ?? backoffMs(failures, PAUSE_AFTER_FAILURE, random),
    };
    log.warn({ error, tasks, failures, pauseMs: pause.ms }, "a poll failed");
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
      list.entries.add(entry);
      sleepUntilAtMost(list.dueAt(entry, now));
      return () => {
        list.entries.delete(entry);
        if (list.entries.size === 0) sleep();
      };
    },
    hint(taskUUID) {
      for (const entry of list.entries) if (entry.taskUUID === taskUUID) entry.hinted = true;
      sleepUntilAtMost(clock.now());
    },
    close() {
      closed = true;
      list.entries.clear();
      sleep();
    },
  };
}
