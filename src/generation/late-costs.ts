import { bookLateCost, type BookTools } from "./book-late-cost.ts";
import type { Generation } from "./generation.ts";
import { isLastLook, nextLookAt, type LateCost } from "./late-cost.ts";
import type { Clock, Collection } from "./ports.ts";

/** What a task cost that ended without our knowing: asked for later, and booked as an overrun. */
export interface LateCosts {
  /** Written before the generation is archived; may run twice. Does nothing where the cost is known. */
  expect(generation: Generation): Promise<void>;
  /** A webhook said something about this task: if it is one of these, ask now. */
  hint(taskUUID: string): void;
  /** Whether the key of this id is still needed to ask for a cost; null is the operator's. */
  needs(keyId: string | null): boolean;
  /** Begins no look and resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export interface LateCostTools extends BookTools {
  store: Collection<LateCost>;
  clock: Clock;
}

/** Between two looks, so that a long list after a start is no flood of questions. */
const GAP_MS = 5000;
/** After a question that got no answer, or a store that took no write. */
const AGAIN_MS = 10 * 60_000;
/** The clock may be set back while a timer runs; looked at it again after this at the latest. */
const LONGEST_SLEEP_MS = 15 * 60_000;

/** A key that is gone never answers again: after so many tries, and so long, nobody asks any more. */
const MOST_FAILURES = 10;
const LONGEST_DOUBT_MS = 14 * 24 * 60 * 60_000;

/** What is beside the stored record is of this process alone. */
interface Waiting extends LateCost {
  /** After a look that failed. */
  notBefore: number;
  failures: number;
  hinted: boolean;
}

/**
 * Few at a time: a task gets here after holding a slot for DEADLINE_MINUTES, and leaves after days.
 * @throws {Error} the store cannot be read
 */
export async function openLateCosts(tools: LateCostTools): Promise<LateCosts> {
  const { store, clock, log } = tools;
  /** By generation id. */
  const waiting = new Map<string, Waiting>();
  let callOff: (() => void) | undefined;
  let looking: Promise<void> | undefined;
  let stopped = false;

  for await (const row of store.readAll()) {
    if ("value" in row) add(row.id, row.value);
    else {
      const facts = { generationId: row.id, error: row.broken };
      log.error(facts, "the record of a cost still unknown cannot be read; it is set aside");
      await store.setAside(row.id);
    }
  }
  schedule(GAP_MS);

  function add(id: string, late: LateCost): void {
    waiting.set(id, { ...late, notBefore: 0, failures: 0, hinted: false });
  }

  /** The next in line: hinted ones first, then whoever has been due for longest. */
  function next(): { id: string; waitMs: number } | undefined {
    const now = clock.now();
    let first: { id: string; waitMs: number } | undefined;
    for (const [id, late] of waiting) {
      // A clock that was set back: counted from now on, not from a moment to come.
      if (late.lookedAt > now) late.lookedAt = now;
      if (late.notBefore > now + AGAIN_MS) late.notBefore = now + AGAIN_MS;
      const waitMs = late.hinted ? -Infinity : Math.max(nextLookAt(late), late.notBefore) - now;
      if (first === undefined || waitMs < first.waitMs) first = { id, waitMs };
    }
    return first;
  }

  function schedule(leastMs: number): void {
    callOff?.();
    callOff = undefined;
    const first = next();
    if (stopped || looking !== undefined || first === undefined) return;
    const waitMs = Math.min(Math.max(first.waitMs, leastMs), LONGEST_SLEEP_MS);
    callOff = clock.after(waitMs, () => {
      const due = next();
      if (due === undefined || due.waitMs > 0) schedule(0);
      else
        looking = look(due.id).finally(() => {
          looking = undefined;
          schedule(GAP_MS);
        });
    });
  }

  /** Never rejects: what fails is looked at again. */
  async function look(id: string): Promise<void> {
    const late = waiting.get(id);
    if (late === undefined) return;
    const wasHinted = late.hinted;
    late.hinted = false;
    try {
      // News that came to nothing take no look away.
      const isLast = !wasHinted && isLastLook(late);
      if (await bookLateCost(id, late, isLast, tools)) {
        await store.delete(id);
        waiting.delete(id);
      } else if (!wasHinted) await looked(id, late);
    } catch (error) {
      late.notBefore = clock.now() + AGAIN_MS;
      late.failures += 1;
      const facts = { generationId: id, taskUUID: late.taskUUID, error };
      const isHopeless =
        late.failures >= MOST_FAILURES && clock.now() - late.lookedAt > LONGEST_DOUBT_MS;
      if (!isHopeless) {
        log.warn(facts, "what a late task cost could not be found out; asked again later");
        return;
      }
      log.error(facts, "what a late task cost cannot be found out: check the provider's bill");
      waiting.delete(id);
      await forget(id);
    }
  }

  /** A record that stays for now is looked at again by the next process. */
  async function forget(id: string): Promise<void> {
    try {
      await store.delete(id);
    } catch (error) {
      log.warn({ generationId: id, error }, "the record of a late cost stays for now");
    }
  }

  async function looked(id: string, late: LateCost): Promise<void> {
    const { taskUUID, keyId } = late;
    const after = { looks: late.looks + 1, lookedAt: clock.now() };
    await store.set(id, { taskUUID, keyId, ...after });
    Object.assign(late, after);
  }

  return {
    async expect({ id, taskUUID, keyId, cost, failure }) {
      const isUnknown = failure?.kind === "deadline" || failure?.kind === "unknownCharge";
      if (!isUnknown || cost !== null || waiting.has(id)) return;
      const late: LateCost = { taskUUID, keyId, looks: 0, lookedAt: clock.now() };
      await store.set(id, late);
      add(id, late);
      schedule(0);
    },
    hint(taskUUID) {
      for (const late of waiting.values()) {
        if (late.taskUUID !== taskUUID) continue;
        late.hinted = true;
        schedule(0);
      }
    },
    needs: (keyId) => [...waiting.values()].some((late) => late.keyId === keyId),
    async stop() {
      stopped = true;
      callOff?.();
      await looking;
    },
  };
}
