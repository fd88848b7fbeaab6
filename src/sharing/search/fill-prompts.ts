import { belongsInGallery } from "../gallery/entry.ts";
import type { Prompts, Shelf } from "../gallery/shelf.ts";
import type { Generations } from "../generations.ts";
import { newerFirst } from "../snowflake.ts";
import { letOthersGo } from "../let-others-go.ts";
import { createPromptIndex, type PromptIndex } from "./prompt-index.ts";

/** Records read and indexed in one go: some 5 ms. */
const AT_ONCE = 100;

/**
 * The prompts of a shelf, ready to be searched: made once, from the records, while it stays in memory.
 * @throws {Error} the store cannot be read; the next call tries again
 */
export async function withPrompts(shelf: Shelf, generations: Generations): Promise<PromptIndex> {
  const { index, ready } = begun(shelf, generations);
  await ready;
  return index;
}

/**
 * The same, for whoever needs only the newest: the others are made ready meanwhile, which takes
 * seconds where there are ten thousand.
 */
export async function withNewestPrompts(
  shelf: Shelf,
  generations: Generations,
): Promise<PromptIndex> {
  const { index, newest } = begun(shelf, generations);
  await newest;
  return index;
}

function begun(shelf: Shelf, generations: Generations): Prompts {
  if (shelf.prompts !== undefined) return shelf.prompts;
  const index = createPromptIndex();
  const ids = [...shelf.entries.keys()].toSorted(newerFirst);
  const read = async (some: readonly string[]): Promise<void> => {
    for (const generation of await generations.many(some)) {
      // It may have been taken out while its record was read.
      const isThere = shelf.entries.has(generation.id) && belongsInGallery(generation);
      if (isThere) index.add(generation.id, generation.request.prompt);
    }
    await letOthersGo();
  };
  const newest = read(ids.slice(0, AT_ONCE));
  const ready = newest.then(async () => {
    for (let start = AT_ONCE; start < ids.length; start += AT_ONCE) {
      await read(ids.slice(start, start + AT_ONCE));
    }
  });
  const prompts: Prompts = { index, newest, ready };
  shelf.prompts = prompts;
  // Whoever waits for it hears of it; here it only has to be tried again.
  ready.catch(() => {
    if (shelf.prompts === prompts) shelf.prompts = undefined;
  });
  return prompts;
}
