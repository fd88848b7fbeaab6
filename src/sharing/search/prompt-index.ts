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
/** Shorter words have too many neighbours at one letter's distance. */
const FUZZY_FROM_LENGTH = 5;

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
      fuzzy: (term) => (term.length < FUZZY_FROM_LENGTH ? false : 1),
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
