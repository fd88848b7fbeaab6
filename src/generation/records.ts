import { advance, type Generation, type GenerationChange } from "./generation.ts";
import type { Stores } from "./ports.ts";

/** The records of generations: unfinished first, then the archive. */
export interface Records {
  find(id: string): Promise<Generation | undefined>;
  /** Adds a new generation; false where there is one of this id already. */
  add(generation: Generation): Promise<boolean>;
  /**
   * One step of an unfinished generation, decided on the record as it is at that moment, so that a
   * cancel between two steps is never written over. `decide` may return undefined to change nothing.
   * @throws {Error} where the generation is no longer among the unfinished
   */
  change(
    id: string,
    decide: (current: Generation) => GenerationChange | undefined,
  ): Promise<Generation>;
  /** Takes a dead interaction token out of an unfinished record, unless a newer one is there. */
  forgetToken(id: string, token: string): Promise<void>;
  /** Moves an ended generation to the archive; may run twice. */
  archive(generation: Generation): Promise<void>;
}

export function createRecords(
  { unfinished, archive }: Pick<Stores, "unfinished" | "archive">,
  /** Hears of each change as soon as it is written, before anybody else goes on. */
  onChange: (generation: Generation) => void = () => {},
): Records {
  return {
    async find(id) {
      return (await unfinished.get(id)) ?? (await archive.get(id));
    },
    async add(generation) {
      let isNew = false;
      await unfinished.update(generation.id, (current) => {
        isNew = current === undefined;
        return current ?? generation;
      });
      return isNew;
    },
    async change(id, decide) {
      const changed = await unfinished.update(id, (current) => {
        if (current === undefined) return undefined;
        const change = decide(current);
        return change && advance(current, change);
      });
      if (changed === undefined) throw new Error(`generation ${id} is not among the unfinished`);
      onChange(changed);
      return changed;
    },
    async forgetToken(id, token) {
      await unfinished.update(id, (current) =>
        current?.card.token === token
          ? { ...current, card: { ...current.card, token: null } }
          : undefined,
      );
    },
    async archive(generation) {
      // Archived before it is removed: a reader always finds it in one of the two.
      await archive.set(generation.id, {
        ...generation,
        card: { ...generation.card, token: null },
      });
      await unfinished.delete(generation.id);
    },
  };
}
