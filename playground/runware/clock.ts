/** The time of the local Runware: render times, link expiry and time stamps follow it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Jumps ahead; whatever became due runs at once. */
  advance(ms: number): void;
  /** Tells about jumps. A clock without it works too, its jumps are noticed a little later. */
  onAdvance?(listener: () => void): () => void;
}

/** Real time plus an offset that tests can move. */
export function createClock(): Clock {
  let offsetMs = 0;
  const listeners = new Set<() => void>();
  return {
    now: () => Date.now() + offsetMs,
    advance(ms) {
      offsetMs += ms;
      for (const listener of listeners) listener();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
