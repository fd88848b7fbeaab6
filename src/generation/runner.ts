import { backoffMs } from "./backoff.ts";
import { RetryableError } from "./errors.ts";
import { isEnd, mayFollow, type Generation } from "./generation.ts";
import { newLive, type Live } from "./live.ts";
import { nextStep, useTurn } from "./next-step.ts";
import type { Lanes } from "./lanes.ts";
import type { Progress } from "./ports/delivery.ts";
import { progressOf } from "./progress.ts";
import { createShowCards } from "./show-cards.ts";
import type { StepResult, StepTools } from "./steps/step.ts";
import { createWaitForTask } from "./wait-for-task.ts";

export interface Runner {
  /** Drives a generation from the state its record is in; returns at once. */
  run(generation: Generation, options?: { resumed?: boolean }): void;
  /** A record was changed from outside (a cancel): goes on from the new one. */
  refresh(generation: Generation): void;
  /** A record that waited for a moderator is among the unfinished again: goes on from there. */
  resume(generation: Generation): void;
  /** The record of one that a step is under way for has changed: read again after the step. */
  lookAgain(id: string): void;
  progressOf(generation: Generation): Progress;
  /** All that are driven now, as their records are. */
  live(): Iterable<Generation>;
  /** The place in line that a new generation would have; null where its turn would come at once. */
  nextPlace(generation: Generation): number | null;
  /** Takes no new step and resolves when the ones under way have ended; records stay resumable. */
  stop(): Promise<void>;
}

const RETRY = { baseMs: 1000, capMs: 60_000 };

/** Drives generations: hands out turns, runs the steps, repeats those that failed. */
export function createRunner(
  tools: Omit<StepTools, "provider">,
  lanes: Lanes,
  random: () => number,
): Runner {
  const { clock, log, records, delivery } = tools;
  const live = new Map<string, Live>();
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  const cards = createShowCards({
    tools,
    find: (id) => live.get(id),
    progressOf: (entry) => progress(entry.generation),
    begun,
  });
  const task = createWaitForTask({
    tools,
    go: step,
    late(entry) {
      next(entry);
      cards.now(entry.generation.id);
    },
  });

  /** A stop waits for it. */
  function begun(work: Promise<void>): void {
    const known = work.finally(() => underWay.delete(known));
    underWay.add(known);
  }

  const progress = (generation: Generation): Progress =>
    progressOf(generation, live.get(generation.id), lanes.of(generation.keyId), clock);

  lanes.onTurn((id, { turns }) => {
    const entry = live.get(id);
    if (stopping) return;
    if (entry === undefined) {
      turns.release(id);
      return;
    }
    step(entry, () =>
      useTurn(entry.generation, entry.tools, (claimed) => {
        entry.generation = claimed;
      }),
    );
  });

  /** Goes on with what belongs to the record's state. */
  function next(entry: Live): void {
    entry.callOff?.();
    entry.callOff = undefined;
    if (stopping) return;
    const todo = nextStep(entry.generation, entry.tools);
    if (todo === "waitForTask") task.begin(entry);
    else if (todo === "waitForPerson") forget(entry);
    else {
      if (todo.slot !== "keep") entry.lane.turns[todo.slot](entry.generation.id);
      step(entry, todo.run);
    }
  }

  /** Runs one step, goes on from what it leaves, and repeats it later where it failed. */
  function step(entry: Live, run: () => Promise<StepResult>): void {
    const { id } = entry.generation;
    entry.stepping = true;
    begun(
      run().then(
        (result) => {
          entry.failures = 0;
          follow(entry, result);
        },
        (error: unknown) => retryLater(entry, error),
      ),
    );
    cards.add(id);
  }

  function follow(entry: Live, result: StepResult): void {
    entry.stepping = false;
    if (entry.again) {
      entry.again = false;
      begun(reload(entry));
      return;
    }
    if ("go" in result) {
      entry.generation = result.go;
      // Of an end the last edit tells, and nothing before it.
      if (!isEnd(result.go.state)) delivery.show(result.go, progress(result.go));
      next(entry);
      if (result.status !== undefined) task.learn(entry, result.status);
      return;
    }
    if (result.waitFor === "answer" && entry.generation.state !== result.generation.state) {
      // The answer came while the step ran.
      next(entry);
      return;
    }
    entry.generation = result.generation;
    const { id, guildId, memberId, submit: sent } = result.generation;
    switch (result.waitFor) {
      case "turn":
        entry.lane.turns.wait({ id, guildId, memberId });
        break;
      case "answer":
        entry.callOff = clock.after(result.forMs, () => next(entry));
        break;
      case "anotherTurn": {
        const pauseMs = result.retryAfterMs ?? backoffMs(sent.attempts, RETRY, random);
        entry.lane.turns.giveBack({ id, guildId, memberId }, pauseMs);
        cards.now(id);
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
    entry.again = false;
    entry.failures += 1;
    // A turn that could not even be written down goes back; the record decides when it is read again.
    if (state === "queued") entry.lane.turns.release(id);
    const waitMs =
      (error instanceof RetryableError ? error.retryAfterMs : undefined) ??
      backoffMs(entry.failures, RETRY, random);
    log.warn(
      { generationId: id, state, attempt: entry.failures, waitMs, error },
      "a step failed and runs again later",
    );
    if (stopping) return;
    entry.callOff = clock.after(waitMs, () => void reload(entry));
    cards.now(id);
  }

  /** Goes on from the record as it is stored, which is what a restart would do. */
  async function reload(entry: Live): Promise<void> {
    const { id } = entry.generation;
    try {
      const found = await records.find(id);
      // Purged with its guild: there is nothing to go on from.
      if (found === undefined) return forget(entry);
      entry.generation = found;
    } catch (error) {
      retryLater(entry, error);
      return;
    }
    next(entry);
  }

  function forget(entry: Live): void {
    const { id, keyId } = entry.generation;
    entry.callOff?.();
    lanes.leave(keyId, id);
    cards.remove(id);
    live.delete(id);
  }

  function run(generation: Generation, { resumed = false } = {}): void {
    if (stopping || live.has(generation.id)) return;
    const lane = lanes.enter(generation.keyId, generation.id);
    const own = { lane, tools: { ...tools, provider: lane.provider } };
    const entry = newLive(generation, resumed, own);
    live.set(generation.id, entry);
    // Also for one that only waits for the provider: its card says that the bot restarted.
    cards.add(generation.id);
    next(entry);
  }

  function lookAgain(id: string): void {
    const entry = live.get(id);
    if (entry?.stepping === true) entry.again = true;
    else if (entry !== undefined) begun(reload(entry));
  }

  return {
    run,
    refresh(generation) {
      const entry = live.get(generation.id);
      // A step may have gone on while the change was written.
      if (entry === undefined || !mayFollow(entry.generation.state, generation.state)) return;
      const hasMoved = entry.generation.state !== generation.state;
      entry.generation = generation;
      if (!isEnd(generation.state)) cards.now(generation.id);
      if (hasMoved && !entry.stepping) next(entry);
    },
    resume(generation) {
      const { id } = generation;
      tools.waiting.remove(id);
      // Live still: the step under way is the one that lets it wait.
      if (live.has(id)) lookAgain(id);
      else run(generation);
    },
    lookAgain,
    progressOf: progress,
    *live() {
      for (const { generation } of live.values()) yield generation;
    },
    nextPlace: ({ keyId }) => lanes.of(keyId).turns.nextPlace,
    async stop() {
      stopping = true;
      cards.stop();
      for (const entry of live.values()) entry.callOff?.();
      await Promise.allSettled(underWay);
    },
  };
}
