import type { Clock } from "../../generation/ports.ts";

/** A bound on requests over time: so many a second on the average, and no more than a minute's at once. */
export interface PollBudget {
  spend(): void;
  /** When the next request is within the bound, in milliseconds since 1970. */
  readyAt(): number;
}

/**
 * What was not used while nothing was expected may be used around the expected end: a minute of
 * silence is what a task usually starts with.
 */
export function createPollBudget(clock: Clock, perSecond: number, burst: number): PollBudget {
  let left = burst;
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
