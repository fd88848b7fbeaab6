import { belongsInGallery } from "../gallery/entry.ts";
import type { Shelf } from "../gallery/shelf.ts";
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
  let { prompts } = shelf;
  if (prompts === undefined) {
    const index = createPromptIndex();
    prompts = { index, ready: fill(shelf, index, generations) };
    shelf.prompts = prompts;
  }
  try {
    await prompts.ready;
  } catch (error) {
    if (shelf.prompts === prompts) shelf.prompts = undefined;
    throw error;
  }
  return prompts.index;
}

async function fill(shelf: Shelf, index: PromptIndex, generations: Generations): Promise<void> {
  const ids = [...shelf.entries.keys()].toSorted(newerFirst);
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    for (const generation of await generations.many(ids.slice(start, start + AT_ONCE))) {
      // It may have been taken out while its record was read.
      const isThere = shelf.entries.has(generation.id) && belongsInGallery(generation);
      if (isThere) index.add(generation.id, generation.request.prompt);
    }
    await letOthersGo();
  }
}
