import type { Clock } from "./generation/ports.ts";

/** Node rounds a longer delay down to 1 ms. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's own clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, Math.min(delayMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
