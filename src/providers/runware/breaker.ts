import type { Clock } from "../../generation/ports.ts";

/** A call that was let through; `done` is to be called once with what it showed of the other side. */
export interface Passage {
  done(result: "well" | "ill" | "unclear"): void;
}

export interface Breaker {
  /** Null while nothing may be sent. */
  enter(): Passage | null;
  /** When it may be tried again, in milliseconds since 1970; null while calls are let through. */
  busyUntil(): number | null;
}

const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** While the one call that tries is under way, the others are told to come back this much later. */
const PROBE_PATIENCE_MS = 1_000;

/**
 * Keeps a dead provider from being hammered: after some failures in a row nothing is sent for a
 * while, then a single call tries. One for each key, shared by submits and polls.
 */
export function createBreaker({ clock, random }: { clock: Clock; random: () => number }): Breaker {
  let failures = 0;
  let pauses = 0;
  let opened: { at: number; pauseMs: number } | null = null;
  let probing = false;

  /** What is left of the pause. A clock that was set back ends it rather than prolonging it. */
  function pauseLeftMs(): number {
    if (opened === null) return 0;
    const passedMs = clock.now() - opened.at;
    return passedMs < 0 ? 0 : Math.max(0, opened.pauseMs - passedMs);
  }

  function open(): void {
    const fullMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** pauses);
    pauses += 1;
    opened = { at: clock.now(), pauseMs: Math.round(fullMs * (0.8 + 0.2 * random())) };
  }

  return {
    enter() {
      if (opened !== null && (probing || pauseLeftMs() > 0)) return null;
      const isProbe = opened !== null;
      if (isProbe) probing = true;
      return {
        done(result) {
          if (isProbe) probing = false;
          if (result === "well") {
            // Also from a call sent before the pause began: an answer is an answer.
            failures = 0;
            pauses = 0;
            opened = null;
          } else if (result === "ill") {
            failures += 1;
            if (isProbe || (opened === null && failures >= FAILURES_TO_OPEN)) open();
          }
        },
      };
    },
    busyUntil() {
      if (opened === null) return null;
      const leftMs = pauseLeftMs();
      if (leftMs > 0) return clock.now() + leftMs;
      return probing ? clock.now() + PROBE_PATIENCE_MS : null;
    },
  };
}
