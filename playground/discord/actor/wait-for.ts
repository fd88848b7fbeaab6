import { once } from "node:events";
import type { Core } from "../core.ts";

export interface WaitOptions {
  /** Real time to wait for. */
  readonly timeoutMs?: number;
  /** What the error of a wait in vain begins with. */
  readonly what?: string;
}

export class WaitTimeout extends Error {
  override readonly name = "WaitTimeout";
}

const PATIENCE_MS = 10_000;

/**
 * Looks now, and again after each thing that happens in the local Discord, until `look` returns
 * something else than false or undefined.
 *
 * @throws WaitTimeout with a picture of how things stand, drawn by `picture`
 */
export async function waitFor<T>(
  core: Core,
  look: () => T | false | null | undefined,
  picture: () => string,
  options: WaitOptions = {},
): Promise<T> {
  const timeoutMs = options.timeoutMs ?? PATIENCE_MS;
  const giveUp = AbortSignal.timeout(timeoutMs);
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    const race = new AbortController();
    try {
      const signal = AbortSignal.any([giveUp, race.signal]);
      await Promise.race([
        once(core.events, "message", { signal }),
        once(core.events, "interactionResponse", { signal }),
        once(core.events, "interactionLapsed", { signal }),
      ]);
    } catch (cause) {
      if (!giveUp.aborted) throw cause;
      const what = options.what ?? "what was waited for";
      throw new WaitTimeout(`${what} did not come within ${timeoutMs} ms. Now:\n${picture()}`, {
        cause,
      });
    } finally {
      race.abort();
    }
  }
}
