import type { Clock } from "../../src/generation/ports.ts";

/** A clock that runs faster than the wall and jumps when told; for the bot and the local Runware. */
export interface FastClock extends Clock {
  /** Jumps ahead; whatever came due by it is called at once. */
  advance(ms: number): void;
  close(): void;
}

export function createFastClock(speed = 10): FastClock {
  const startedAt = Date.now();
  let offsetMs = 0;
  const timers = new Set<{ dueAt: number; call: () => void; timer: NodeJS.Timeout | undefined }>();
  const now = (): number => Math.round(startedAt + (Date.now() - startedAt) * speed + offsetMs);

  type Entry = typeof timers extends Set<infer T> ? T : never;
  function arm(entry: Entry): void {
    const waitMs = Math.min(Math.max(0, (entry.dueAt - now()) / speed), 2 ** 31 - 1);
    entry.timer = setTimeout(() => {
      if (now() < entry.dueAt) return arm(entry);
      timers.delete(entry);
      entry.call();
    }, waitMs);
  }

  return {
    now,
    after(delayMs, call) {
      const entry: Entry = { dueAt: now() + delayMs, call, timer: undefined };
      timers.add(entry);
      arm(entry);
      return () => {
        clearTimeout(entry.timer);
        timers.delete(entry);
      };
    },
    advance(ms) {
      offsetMs += ms;
      for (const entry of timers) {
        clearTimeout(entry.timer);
        arm(entry);
      }
    },
    close() {
      for (const { timer } of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
