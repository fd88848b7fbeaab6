import type { Generation } from "../../generation/generation.ts";
import type { Collection } from "../../generation/ports.ts";

export type Readable = Pick<Collection<Generation>, "readAll">;

export const framesOf = ({ frames }: Generation): string[] =>
  frames.flatMap(({ stored }) => (stored === null ? [] : [stored.hash]));

/** Undefined where some record cannot be read: nobody knows which frames that one needs. */
export async function framesInUse(
  generations: readonly Readable[],
): Promise<Set<string> | undefined> {
  const used = new Set<string>();
  for (const collection of generations) {
    for await (const row of collection.readAll()) {
      if ("broken" in row) return undefined;
      for (const hash of framesOf(row.value)) used.add(hash);
    }
  }
  return used;
}
