import type { Core } from "../core.ts";
import type { DiscordEvents } from "../events.ts";

export interface WaitOptions {
  /** Real time to wait for; 10 s unless told. */
  readonly timeoutMs?: number;
  /** What the error of a wait in vain begins with. */
  readonly what?: string;
}

export class WaitTimeout extends Error {
  override readonly name = "WaitTimeout";
}

/** What is looked for; nothing (undefined, null, false) means: not yet. */
export type Look<T> = () => T | false | null | undefined;

const PATIENCE_MS = 10_000;

export type News = readonly (keyof DiscordEvents)[];

/** Everything there is to hear. */
export const ALL_NEWS: News = [
  "message",
  "interaction",
  "interactionResponse",
  "interactionLapsed",
  "ready",
  "resumed",
  "gatewayClosed",
  "commands",
  "guild",
  "request",
];

/**
 * Looks now, and again after each thing that happens in the local Discord, until there is
 * something to see.
 *
 * @param picture draws how things stand, for the error
 * @param news after what to look again; the less, the cheaper a long wait
 * @throws WaitTimeout, and whatever `look` throws
 */
export async function waitFor<T>(
  core: Core,
  look: Look<T>,
  picture: () => string,
  options: WaitOptions = {},
  news: News = ALL_NEWS,
): Promise<T> {
  const { timeoutMs = PATIENCE_MS, what = "What was waited for" } = options;
  const atOnce = look();
  if (isThere(atOnce)) return atOnce;
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      finish(() =>
        reject(new WaitTimeout(`${what} did not come within ${timeoutMs} ms.\n${picture()}`)),
      );
    }, timeoutMs);
    const onClose = () =>
      finish(() => reject(new WaitTimeout(`${what}: the local Discord was closed.`)));

    function finish(settle: () => void): void {
      clearTimeout(timer);
      core.closing.removeEventListener("abort", onClose);
      for (const name of news) core.events.off(name, check);
      settle();
    }

    function check(): void {
      try {
        const seen = look();
        if (isThere(seen)) finish(() => resolve(seen));
      } catch (error) {
        finish(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    }

    core.closing.addEventListener("abort", onClose, { once: true });
    for (const name of news) core.events.on(name, check);
  });
}

function isThere<T>(seen: T | false | null | undefined): seen is T {
  return seen !== undefined && seen !== null && seen !== false;
}
