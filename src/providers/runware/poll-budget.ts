import type { Clock } from "../../generation/ports.ts";

/** A bound on requests: so many a second on the average over the life of the process. */
export interface PollBudget {
  spend(): void;
  /** When the next request is within the bound, in milliseconds since 1970. */
  readyAt(): number;
}

/** A start is a few requests ahead, so that what recovery finds is asked for without delay. */
const AHEAD = 5;

/**
 * What was not used while nothing was expected is saved, up to `burst`, for the time around the
 * expected end: a task usually starts with half a minute of silence.
 */
export function createPollBudget(clock: Clock, perSecond: number, burst: number): PollBudget {
  let left = Math.min(AHEAD, burst);
  let countedAt = clock.now();

  function refill(): void {
    const now = clock.now();
    // A clock that was set back gives nothing and takes nothing.
    left = Math.min(burst, left + (Math.max(0, now - countedAt) / 1000) * perSecond);
    countedAt = now;
  }

  return {
    spend() {
      refill();
      left -= 1;
    },
    readyAt() {
      refill();
      return left >= 1 ? countedAt : countedAt + Math.ceil(((1 - left) / perSecond) * 1000);
    },
  };
}
