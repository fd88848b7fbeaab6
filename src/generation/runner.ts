import { backoffMs } from "./backoff.ts";
import { createBoard } from "./board.ts";
import { RetryableError } from "./errors.ts";
import { isEnd, mayFollow, type Generation } from "./generation.ts";
import type { Progress, TaskStatus } from "./ports.ts";
import { isComplete, isQuiet } from "./settle.ts";
import { deliver, wrapUp } from "./steps/deliver.ts";
import { finish, giveUp } from "./steps/finish.ts";
import { lookForCard } from "./steps/look-for-card.ts";
import { prepare } from "./steps/prepare.ts";
import type { StepResult, StepTools } from "./steps/step.ts";
import { claimTurn, OVERDUE_FOR_MS, submit } from "./steps/submit.ts";
import { createTurns } from "./turns.ts";

export interface Runner {
  /** Drives a generation from the state its record is in; returns at once. */
  run(generation: Generation, options?: { resumed?: boolean }): void;
  /** A record was changed from outside (a cancel): goes on from the new one. */
  refresh(generation: Generation): void;
  progressOf(generation: Generation): Progress;
  /** The place in line of whoever asks now; null where the turn would come at once. */
  readonly nextPlace: number | null;
  /** Takes no new step and resolves when the ones under way have ended; records stay resumable. */
  stop(): Promise<void>;
}

/** What the runner holds in memory of one unfinished generation. */
interface Live {
  generation: Generation;
  /** A step is under way; a refresh in the meantime is looked at after it. */
  stepping: boolean;
  /** Failed attempts in a row at the present step. */
  failures: number;
  overdue: boolean;
  /** It was under way in a process before this one. */
  resumed: boolean;
  /** Calls off what the generation waits for: a timer or the provider's news. */
  callOff: (() => void) | undefined;
  /** The newest news of the task, for results that came before a deadline passed. */
  lastStatus: TaskStatus | undefined;
  /** Since when the provider reports failures, nothing in work, and still too few results. */
  quietSince: number | undefined;
}

const RETRY = { baseMs: 1000, capMs: 60_000 };
/** After a stop that outlasted the hour, a late task is still asked for this long. */
const LAST_CHANCE_MS = 10 * 60_000;
/** A task that is late is asked for once a minute. */
const OVERDUE_POLL_MS = 60_000;

/** How long "failures, and nothing in work" must hold before the missing results count as failed. */
const QUIET_MS = 30_000;

/** Drives generations: hands out turns, runs the steps, repeats those that failed. */
export function createRunner(
  tools: StepTools,
  /** Tasks in the provider's hands at once. */
  concurrency: number,
  random: () => number,
): Runner {
  const { clock, log, provider, records, delivery } = tools;
  const live = new Map<string, Live>();
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  const turns = createTurns({
    concurrency,
    clock,
    busyUntil: () => provider.busyUntil(),
    onTurn: takeTurn,
  });

  const board = createBoard({ clock, show: (id) => showNow(id) });

  function showNow(id: string): void {
    const entry = live.get(id);
    if (entry === undefined) return;
    const { state, card } = entry.generation;
    // From the upload on only the last edit counts, also while it is tried again.
    if (state === "delivering" || isEnd(state) || card.messageId === null) return;
    delivery.show(entry.generation, progressOf(entry.generation));
    if (card.token !== null && clock.now() > card.tokenExpiresAt && !entry.stepping) {
      dropToken(entry, card.token);
    }
  }

  /** A dead token has no business in a record (rule 12). */
  function dropToken(entry: Live, token: string): void {
    const { id } = entry.generation;
    const dropping = records
      .forgetToken(id, token)
      .then(
        () => {
          const { card } = entry.generation;
          // A press may have brought a new one meanwhile.
          if (card.token !== token) return;
          entry.generation = { ...entry.generation, card: { ...card, token: null } };
        },
        (error: unknown) =>
          log.warn({ generationId: id, error }, "a dead token stays in its record for now"),
      )
      .finally(() => underWay.delete(dropping));
    underWay.add(dropping);
  }

  function progressOf({ id, state, renderingAt, estimate }: Generation): Progress {
    const entry = live.get(id);
    const isPaused = provider.busyUntil() !== null || turns.pausedUntil > clock.now();
    return {
      place: state === "queued" && entry !== undefined ? turns.place(id) : null,
      readyAt:
        state === "rendering" && renderingAt !== null ? renderingAt + estimate.renderMs : null,
      overdue: entry?.overdue ?? false,
      resumed: entry?.resumed ?? false,
      providerBusy: state === "rendering" ? provider.busyUntil() !== null : isPaused,
    };
  }

  function takeTurn(id: string): void {
    const entry = live.get(id);
    if (entry === undefined) {
      turns.release(id);
      return;
    }
    step(entry, async () => {
      const claimed = await claimTurn(entry.generation, tools);
      if (claimed.state !== "submitting") return { go: claimed };
      entry.generation = claimed;
      return submit(claimed, false, tools);
    });
  }

  /** The step that belongs to the record's state. */
  function next(entry: Live): void {
    const { generation } = entry;
    entry.callOff?.();
    entry.callOff = undefined;
    if (stopping) return;
    if (isEnd(generation.state)) {
      turns.leave(generation.id);
      step(entry, async () => {
        await wrapUp(generation, tools);
        return { waitFor: "nothing", generation };
      });
      return;
    }
    const { state } = generation;
    if (state === "queued") {
      const isShown = generation.card.messageId !== null;
      step(entry, () => (isShown ? prepare : lookForCard)(generation, tools));
    } else if (state === "submitting") {
      turns.hold(generation.id);
      // Whoever finds a record in this state did not see the answer to the last attempt.
      step(entry, () => submit(generation, true, tools));
    } else if (state === "rendering") {
      waitForProvider(entry);
    } else if (state === "delivering") {
      turns.release(generation.id);
      step(entry, async () => ({ go: await deliver(generation, tools) }));
    } else {
      // held and reviewing wait for a person: nothing to drive.
      forget(entry);
    }
  }

  /** Runs one step, goes on from what it leaves, and repeats it later where it failed. */
  function step(entry: Live, run: () => Promise<StepResult>): void {
    const { id } = entry.generation;
    entry.stepping = true;
    const running = run()
      .then(
        (result) => {
          entry.failures = 0;
          follow(entry, result);
        },
        (error: unknown) => retryLater(entry, error),
      )
      .finally(() => underWay.delete(running));
    underWay.add(running);
    board.add(id);
  }

  function follow(entry: Live, result: StepResult): void {
    entry.stepping = false;
    if ("go" in result) {
      entry.generation = result.go;
      // Of an end the last edit tells, and nothing before it.
      if (!isEnd(result.go.state)) delivery.show(result.go, progressOf(result.go));
      next(entry);
      if (result.status !== undefined) learn(entry, result.status);
      return;
    }
    entry.generation = result.generation;
    const { id, guildId, memberId, submit: sent } = result.generation;
    switch (result.waitFor) {
      case "turn":
        turns.wait({ id, guildId, memberId });
        break;
      case "anotherTurn": {
        const pauseMs = result.retryAfterMs ?? backoffMs(sent.attempts, RETRY, random);
        turns.giveBack({ id, guildId, memberId }, pauseMs);
        showNow(id);
        break;
      }
      case "nothing":
        forget(entry);
    }
  }

  /** One catch per attempt: whatever went wrong, the record says where to go on. */
  function retryLater(entry: Live, error: unknown): void {
    const { id, state } = entry.generation;
    entry.stepping = false;
    entry.failures += 1;
    // A turn that could not even be written down goes back; the record decides when it is read again.
    if (state === "queued") turns.release(id);
    const waitMs =
      (error instanceof RetryableError ? error.retryAfterMs : undefined) ??
      backoffMs(entry.failures, RETRY, random);
    log.warn(
      { generationId: id, state, attempt: entry.failures, waitMs, error },
      "a step failed and runs again later",
    );
    if (stopping) return;
    entry.callOff = clock.after(waitMs, () => void reload(entry));
    showNow(id);
  }

  /** Goes on from the record as it is stored, which is what a restart would do. */
  async function reload(entry: Live): Promise<void> {
    const { id } = entry.generation;
    try {
      entry.generation = (await records.find(id)) ?? entry.generation;
    } catch (error) {
      retryLater(entry, error);
      return;
    }
    next(entry);
  }

  function waitForProvider(entry: Live): void {
    const { id, taskUUID, renderingAt, estimate } = entry.generation;
    const startedAt = renderingAt ?? clock.now();
    const lateMs = clock.now() - (startedAt + tools.deadlineMs);
    // Late already when a process begins with it: part of the hour has gone by. Becoming late here
    // is counted by timers alone, so that a clock that jumps ahead takes nothing away.
    const leftMs = entry.overdue
      ? OVERDUE_FOR_MS
      : Math.max(LAST_CHANCE_MS, OVERDUE_FOR_MS - lateMs);
    entry.overdue ||= lateMs >= 0;
    if (entry.overdue) turns.release(id);
    else turns.hold(id);
    const unwatch = provider.watch(
      taskUUID,
      startedAt + estimate.renderMs,
      (status) => learn(entry, status),
      entry.overdue ? { everyMs: OVERDUE_POLL_MS } : {},
    );
    const callOffDeadline = clock.after(entry.overdue ? leftMs : -lateMs, () => {
      if (entry.overdue) {
        entry.callOff?.();
        step(entry, async () => ({ go: await giveUp(entry.generation, entry.lastStatus, tools) }));
        return;
      }
      log.warn(
        { generationId: id, taskUUID },
        "a task is past its deadline; its slot goes to the next",
      );
      entry.overdue = true;
      next(entry);
      showNow(id);
    });
    entry.callOff = () => {
      unwatch();
      callOffDeadline();
    };
  }

  /** News of a rendering task: it goes on once the provider has said all there is to say. */
  function learn(entry: Live, status: TaskStatus): void {
    if (entry.generation.state !== "rendering" || entry.stepping) return;
    entry.lastStatus = status;
    entry.quietSince = isQuiet(status) ? (entry.quietSince ?? clock.now()) : undefined;
    const quietForMs = clock.now() - (entry.quietSince ?? clock.now());
    if (!isComplete(entry.generation, status) && quietForMs < QUIET_MS) return;
    entry.callOff?.();
    entry.callOff = undefined;
    turns.release(entry.generation.id);
    step(entry, async () => ({ go: await finish(entry.generation, status, tools) }));
  }

  function forget(entry: Live): void {
    const { id } = entry.generation;
    entry.callOff?.();
    turns.leave(id);
    board.remove(id);
    live.delete(id);
  }

  return {
    run(generation, { resumed = false } = {}) {
      if (stopping || live.has(generation.id)) return;
      const entry: Live = {
        generation,
        stepping: false,
        failures: 0,
        overdue: false,
        resumed,
        callOff: undefined,
        lastStatus: undefined,
        quietSince: undefined,
      };
      live.set(generation.id, entry);
      // Also for one that only waits for the provider: its card says that the bot restarted.
      board.add(generation.id);
      next(entry);
    },
    refresh(generation) {
      const entry = live.get(generation.id);
      // A step may have gone on while the change was written.
      if (entry === undefined || !mayFollow(entry.generation.state, generation.state)) return;
      entry.generation = generation;
      if (!isEnd(generation.state)) showNow(generation.id);
      else if (!entry.stepping) next(entry);
    },
    progressOf,
    get nextPlace() {
      return turns.nextPlace;
    },
    async stop() {
      stopping = true;
      turns.stop();
      board.stop();
      for (const entry of live.values()) entry.callOff?.();
      await Promise.allSettled(underWay);
    },
  };
}
