import { backoffMs } from "./backoff.ts";
import type { Clock } from "./ports.ts";

export interface WorkOff {
  /** Something is to be done under this id: at once, whatever was waited for. */
  now(id: string): void;
  /** Begins nothing more and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface WorkOffTools {
  clock: Clock;
  random: () => number;
  /** Done with this id; or the milliseconds after which it is looked at again. Throws to be repeated. */
  work: (id: string) => Promise<"done" | { againInMs: number }>;
  onFault: (id: string, error: unknown, waitMs: number) => void;
}

/** A video is sent in seconds; more at once would take the line from those that are being posted. */
const AT_ONCE = 2;
const RETRY = { baseMs: 5000, capMs: 60 * 60_000 };
/** Node's timers take no more than 24 days. */
const LONGEST_SLEEP_MS = 24 * 60 * 60_000;

/** Works ids off, a few at once, each one alone; what fails is repeated, more and more seldom. */
export function createWorkOff({ clock, random, work, onFault }: WorkOffTools): WorkOff {
  const waiting = new Set<string>();
  const underWay = new Map<string, Promise<void>>();
  const failures = new Map<string, number>();
  /** What calls off the timer of an id that rests. */
  const resting = new Map<string, () => void>();
  let stopped = false;

  function pump(): void {
    for (const id of waiting) {
      if (stopped || underWay.size >= AT_ONCE) return;
      // Changed while it is worked on: looked at again afterwards.
      if (underWay.has(id)) continue;
      waiting.delete(id);
      const run = one(id).finally(() => {
        underWay.delete(id);
        pump();
      });
      underWay.set(id, run);
    }
  }

  async function one(id: string): Promise<void> {
    try {
      const outcome = await work(id);
      failures.delete(id);
      if (outcome !== "done") rest(id, outcome.againInMs);
    } catch (error) {
      if (stopped) return;
      const count = (failures.get(id) ?? 0) + 1;
      failures.set(id, count);
      const waitMs = backoffMs(count, RETRY, random);
      onFault(id, error, waitMs);
      rest(id, waitMs);
    }
  }

  function rest(id: string, forMs: number): void {
    if (stopped || waiting.has(id)) return;
    resting.get(id)?.();
    resting.set(
      id,
      clock.after(Math.min(forMs, LONGEST_SLEEP_MS), () => now(id)),
    );
  }

  function now(id: string): void {
    resting.get(id)?.();
    resting.delete(id);
    waiting.add(id);
    pump();
  }

  return {
    now,
    async stop() {
      stopped = true;
      for (const callOff of resting.values()) callOff();
      await Promise.all(underWay.values());
    },
  };
}
