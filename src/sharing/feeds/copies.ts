import { RetryableError } from "../../generation/errors.ts";
import type { Collection, Log } from "../../generation/ports.ts";
import { eachOf } from "./each-of.ts";
import type { Copy, CopyPage } from "./feed.ts";
import { copiesKey } from "./pages.ts";

/** Requests under way for one page: what is begun when somebody says stop. */
const AT_ONCE = 10;
/** After so many questions in a row without an answer nothing more is asked: Discord is away. */
const MOST_UNANSWERED = 5;

/** What became of a copy: as it is now, or null where there is none any more. */
export type Outcome = Copy | null;

export interface Pass {
  /** Copies that it was about. */
  tried: number;
  /** Copies about which Discord did not say, or was not asked. */
  left: number;
  /** Those among them that it was asked about. */
  unanswered: number;
}

export interface PassOptions {
  goOn: () => boolean;
  /** Asks about every one, however many questions before were not answered. */
  isLast?: boolean;
}

export interface Copies {
  /** "lost" for a page that cannot be read: nobody knows what was posted, and it is set aside. */
  get(generationId: string, page: number): Promise<CopyPage | "lost" | undefined>;
  /**
   * Asks Discord about each of these copies, and writes down at the end what became of them, also
   * where it stops in the middle.
   * @param act may throw RetryableError: that copy stays as it is
   */
  pass(
    generationId: string,
    page: number,
    which: readonly [guildId: string, copy: Copy][],
    act: (guildId: string, copy: Copy) => Promise<Outcome>,
    options: PassOptions,
  ): Promise<Pass>;
  forget(generationId: string, page: number): Promise<void>;
}

export function createCopies(
  store: Collection<CopyPage>,
  log: Pick<Log, "debug" | "error">,
): Copies {
  return {
    async get(generationId, page) {
      const key = copiesKey(generationId, page);
      try {
        return await store.get(key);
      } catch (error) {
        if (!(await store.setAside(key))) throw error;
        log.error({ generationId, page, error }, "the copies of some followers cannot be read");
        return "lost";
      }
    },

    async pass(generationId, page, which, act, { goOn, isLast = false }) {
      const outcomes = new Map<string, Outcome>();
      let unanswered = 0;
      let inARow = 0;
      try {
        await eachOf(which, AT_ONCE, async ([guildId, copy]) => {
          if (!goOn() || (inARow >= MOST_UNANSWERED && !isLast)) return;
          try {
            outcomes.set(guildId, await act(guildId, copy));
            inARow = 0;
          } catch (error) {
            if (!(error instanceof RetryableError)) throw error;
            unanswered += 1;
            inARow += 1;
            log.debug({ generationId, guildId, error }, "no answer about a follower's copy");
          }
        });
      } finally {
        // One write for the whole page, and never less than what was done.
        if (outcomes.size > 0) await note(store, copiesKey(generationId, page), outcomes);
      }
      return { tried: which.length, left: which.length - outcomes.size, unanswered };
    },

    forget: (generationId, page) => store.delete(copiesKey(generationId, page)),
  };
}

async function note(
  store: Collection<CopyPage>,
  key: string,
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<void> {
  await store.update(key, (page) => {
    if (page === undefined) return undefined;
    const copies = { ...page.copies };
    for (const [guildId, outcome] of outcomes) {
      if (outcome === null) delete copies[guildId];
      else copies[guildId] = outcome;
    }
    return { ...page, copies };
  });
}
