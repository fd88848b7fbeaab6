import type { Generation } from "../generation/generation.ts";
import type { Log } from "../generation/ports.ts";
import type { Shelved } from "./ports.ts";

/** The records that the gallery's entries point to. */
export interface Generations {
  /** Those of these ids that can be read, in this order. At most 500 at once. */
  many(ids: readonly string[]): Promise<Generation[]>;
}

/**
 * Nearly all are in the archive; one whose end is being written down is still found elsewhere.
 * @param find reads one record wherever it is
 */
export function createGenerations(
  archive: Pick<Shelved<Generation>, "getMany">,
  find: (id: string) => Promise<Generation | undefined>,
  log: Pick<Log, "error">,
): Generations {
  return {
    async many(ids) {
      const found = new Map<string, Generation | "broken">();
      for (const row of await archive.getMany(ids)) {
        if ("value" in row) found.set(row.id, row.value);
        else {
          found.set(row.id, "broken");
          log.error({ generationId: row.id, error: row.broken }, "a record cannot be read");
        }
      }
      for (const id of ids) {
        if (found.has(id)) continue;
        const generation = await find(id);
        if (generation !== undefined) found.set(id, generation);
      }
      return ids.flatMap((id) => {
        const generation = found.get(id);
        return generation === undefined || generation === "broken" ? [] : [generation];
      });
    },
  };
}
