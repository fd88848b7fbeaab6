import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../../src/generation/ports.ts";

export interface ManualClock extends Clock {
  /** Moves on, running what falls due on the way, one call after another. */
  advance(ms: number): Promise<void>;
  /** Sets the time without running anything, as an operator or a time server does. */
  jumpTo(ms: number): void;
  /** How many calls are waiting. */
  readonly waiting: number;
}

/** A clock that stands still until a test moves it. */
export function createManualClock(startMs = 1_800_000_000_000): ManualClock {
  // Timers follow time that has passed, not what the wall clock was set to.
  let passedMs = 0;
  let offsetMs = startMs;
  const calls = new Set<{ at: number; call: () => void }>();

  return {
    now: () => passedMs + offsetMs,
    after(delayMs, call) {
      const entry = { at: passedMs + Math.max(0, delayMs), call };
      calls.add(entry);
      return () => void calls.delete(entry);
    },
    async advance(ms) {
      const until = passedMs + ms;
      // What a test did just before may still be on its way to the clock.
      await setImmediate();
      for (;;) {
        const next = [...calls].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        passedMs = Math.max(passedMs, next.at);
        calls.delete(next);
        next.call();
        // Promises that the call resolved go on before the time does.
        await setImmediate();
      }
      passedMs = until;
      await setImmediate();
    },
    jumpTo(ms) {
      offsetMs = ms - passedMs;
    },
    get waiting() {
      return calls.size;
    },
  };
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  },
};
