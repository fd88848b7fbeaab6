import { backoffMs } from "../../generation/backoff.ts";
import type { Clock } from "../../generation/ports.ts";

const PAUSE = { baseMs: 2_000, capMs: 60_000 };

/**
 * How long to keep submits back after a 429. It says that Runware's queue is full, not that Runware
 * is down: polls go on, which is why this is apart from the breaker.
 */
export function createSubmitPause({ clock, random }: { clock: Clock; random: () => number }) {
  let refusals = 0;
  let pause: { since: number; ms: number } | null = null;

  return {
    refused(retryAfterMs: number | undefined): void {
      refusals += 1;
      pause = { since: clock.now(), ms: retryAfterMs ?? backoffMs(refusals, PAUSE, random) };
    },
    taken(): void {
      refusals = 0;
      pause = null;
    },
    /** In milliseconds since 1970; null where nothing is kept back. */
    until(): number | null {
      if (pause === null) return null;
      const passedMs = clock.now() - pause.since;
      // A clock that was set back ends the pause rather than prolonging it.
      return passedMs >= 0 && passedMs < pause.ms ? pause.since + pause.ms : null;
    },
  };
}
