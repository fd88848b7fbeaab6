import type { Clock } from "../../src/generation/ports.ts";

/** A clock that runs faster than the wall and jumps when told; for the bot and the local Runware. */
export interface FastClock extends Clock {
  /** Jumps ahead; whatever came due by it is called at once. */
  advance(ms: number): void;
  /** Shows an earlier time from now on. Timers go on as if nothing had happened, as the system's do. */
  setBack(ms: number): void;
  /** Moves by `advance` alone from now on. */
  standStill(): void;
  close(): void;
}

export function createFastClock(speed = 10): FastClock {
  const startedAt = Date.now();
  /** What had passed when it last began to run as it does. */
  let passedBeforeMs = 0;
  let since = startedAt;
  let runs = speed;
  let setBackMs = 0;
  const timers = new Set<{ dueAt: number; call: () => void; timer: NodeJS.Timeout | undefined }>();
  /** Never goes back: what timers are counted by. */
  const passedMs = (): number => Math.round((Date.now() - since) * runs + passedBeforeMs);

  type Entry = typeof timers extends Set<infer T> ? T : never;
  function arm(entry: Entry): void {
    const waitMs = Math.min(Math.max(0, (entry.dueAt - passedMs()) / runs), 2 ** 31 - 1);
    entry.timer = setTimeout(() => {
      if (passedMs() < entry.dueAt) return arm(entry);
      timers.delete(entry);
      entry.call();
    }, waitMs);
  }

  function rearm(): void {
    for (const entry of timers) {
      clearTimeout(entry.timer);
      arm(entry);
    }
  }

  return {
    now: () => startedAt + passedMs() - setBackMs,
    after(delayMs, call) {
      const entry: Entry = { dueAt: passedMs() + delayMs, call, timer: undefined };
      timers.add(entry);
      arm(entry);
      return () => {
        clearTimeout(entry.timer);
        timers.delete(entry);
      };
    },
    advance(ms) {
      passedBeforeMs += ms;
      rearm();
    },
    setBack(ms) {
      setBackMs += ms;
    },
    standStill() {
      passedBeforeMs = passedMs();
      since = Date.now();
      runs = 0;
      rearm();
    },
    close() {
      for (const { timer } of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
