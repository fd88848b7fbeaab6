import { belongsInGallery } from "../gallery/entry.ts";
import type { Shelf } from "../gallery/shelf.ts";
import type { Generations } from "../generations.ts";
import { newerFirst } from "../snowflake.ts";
import { letOthersGo } from "../let-others-go.ts";
import { createPromptIndex, type PromptIndex } from "./prompt-index.ts";

/** Records read and indexed in one go: some 5 ms. */
const AT_ONCE = 100;

/**
 * Has the prompts of a shelf made ready to be searched, once, from the records.
 * @throws {Error} the store cannot be read; the next call tries again
 */
export async function withPrompts(shelf: Shelf, generations: Generations): Promise<void> {
  if (shelf.prompts === undefined) {
    const index = createPromptIndex();
    const ready = fill(shelf, index, generations);
    shelf.prompts = { index, ready };
    // Whoever waits for it hears of the failure.
    ready.catch(() => {
      shelf.prompts = undefined;
    });
  }
  await shelf.prompts.ready;
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
