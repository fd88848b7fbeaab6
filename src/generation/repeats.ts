import { UserError } from "./errors.ts";
import { isEnd } from "./generation.ts";
import type { Records } from "./records.ts";

/** Far more than are ever under way at once; the rest is forgotten, oldest first. */
const REMEMBERED = 1000;

/** Lets a failed generation be tried again once at a time: a double click is not two orders. */
export interface Repeats {
  /**
   * Begins a repeat, unless another one of the same generation is under way.
   * @throws {UserError} one is; and whatever `begin` throws
   */
  once<T>(parentId: string, id: string, begin: () => Promise<T>): Promise<T>;
}

export function createRepeats({ find }: Pick<Records, "find">): Repeats {
  /** The newest repeat of a generation. */
  const newest = new Map<string, string>();

  return {
    async once(parentId, id, begin) {
      const other = newest.get(parentId);
      // The same interaction once more is a replayed event, which its record answers.
      if (other !== undefined && other !== id) {
        const found = await find(other);
        const hasEnded = found !== undefined && isEnd(found.state);
        // Another press may have come while we looked; no await from here to where ours is set.
        if (!hasEnded || newest.get(parentId) !== other) {
          throw new UserError("This video is being tried again already.");
        }
      }
      newest.delete(parentId);
      newest.set(parentId, id);
      if (newest.size > REMEMBERED) newest.delete(newest.keys().next().value ?? "");
      try {
        return await begin();
      } catch (error) {
        if (newest.get(parentId) === id) newest.delete(parentId);
        throw error;
      }
    },
  };
}
