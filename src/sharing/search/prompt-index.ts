import MiniSearch from "minisearch";
import { wordsOf } from "./words.ts";

/** The prompts of one guild, by their words. */
export interface PromptIndex {
  add(id: string, prompt: string): void;
  remove(id: string): void;
  has(id: string): boolean;
  /** The ids of prompts with all of these words, or words that begin so, best first. */
  find(text: string): string[];
  /** Of one prompt, as much of it as is kept for suggestions. */
  promptOf(id: string): string | undefined;
}

/** Discord's limit for the name and the value of a choice. */
export const CHOICE_LENGTH = 100;

export function createPromptIndex(): PromptIndex {
  const prompts = new Map<string, string>();
  const index = new MiniSearch<{ id: string; prompt: string }>({
    fields: ["prompt"],
    tokenize: wordsOf,
    // Done by `wordsOf`.
    processTerm: (term) => term,
    searchOptions: {
      combineWith: "AND",
      prefix: true,
      fuzzy: typosIn,
    },
  });

  return {
    add(id, prompt) {
      if (prompts.has(id)) return;
      prompts.set(id, shortened(prompt));
      index.add({ id, prompt });
    },
    remove(id) {
      if (prompts.delete(id)) index.discard(id);
    },
    has: (id) => prompts.has(id),
    find: (text) => index.search(text).map(({ id }) => id as string),
    promptOf: (id) => prompts.get(id),
  };
}

/** Letters that may be wrong; short words have too many neighbours. Two swapped ones count as two. */
function typosIn({ length }: string): number {
  if (length < 5) return 0;
  return length < 8 ? 1 : 2;
}

/** One line that Discord takes as a choice; never half a character. */
function shortened(prompt: string): string {
  const line = prompt.replaceAll(/\s+/g, " ").trim();
  if (line.length <= CHOICE_LENGTH) return line;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (kept.length + segment.length > CHOICE_LENGTH) break;
    kept += segment;
  }
  return kept;
}
