import { setMaxListeners } from "node:events";

/**
 * One signal that follows several others, with a time limit of its own where wanted.
 * `AbortSignal.any` would do, but on Node 20 it leaves an entry behind in a signal that lives as
 * long as the process each time it is called; these listeners are taken away by `release`.
 */
export function linkAbort(
  signals: readonly (AbortSignal | undefined)[],
  timeoutMs?: number,
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const releases: (() => void)[] = [];
  for (const signal of signals) {
    if (signal === undefined) continue;
    // One listener for each download under way is no leak that Node should warn of.
    setMaxListeners(0, signal);
    const follow = (): void => controller.abort(signal.reason);
    if (signal.aborted) follow();
    signal.addEventListener("abort", follow, { once: true });
    releases.push(() => signal.removeEventListener("abort", follow));
  }
  if (timeoutMs !== undefined) {
    const timer = setTimeout(
      () => controller.abort(new TimeLimitError(`not done within ${timeoutMs} ms`)),
      timeoutMs,
    );
    releases.push(() => clearTimeout(timer));
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const release of releases) release();
    },
  };
}

/** The reason of an abort that was the clock's, not somebody's wish. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}
