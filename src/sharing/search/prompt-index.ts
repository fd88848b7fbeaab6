import { newerFirst } from "../snowflake.ts";
import { isWithin } from "./typos.ts";
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

/** With so many words it is a prompt that was chosen from the list, or copied. */
const MANY_WORDS = 8;

/** Discord's limit for the name and the value of a choice. */
export const CHOICE_LENGTH = 100;
const ASCII = /^[\x20-\x7e]*$/;

interface Kept {
  id: string;
  /** As much of it as is kept for suggestions. */
  prompt: string;
  /** How many words it has. */
  length: number;
}

/** What a word of a prompt is worth to whoever looks for it. */
const EXACT = 3;
const BEGINS_SO = 2;
const TYPO = 1;

/**
 * Lists of prompts by their words, without the ranking by frequency for which a library takes ten times
 * as long: whole words come before beginnings, those before typos, then the shorter prompt.
 */
export function createPromptIndex(): PromptIndex {
  /** By a number each, which the lists of words name. Those taken out are undefined. */
  const all: (Kept | undefined)[] = [];
  const numbers = new Map<string, number>();
  const byWord = new Map<string, number[]>();

  /** What each prompt with this word is worth. */
  function worths(word: string, typos: number): Map<number, number> {
    const found = new Map<number, number>();
    for (const [other, prompts] of byWord) {
      const worth = worthOf(word, other, typos);
      if (worth === 0) continue;
      for (const number of prompts) found.set(number, Math.max(worth, found.get(number) ?? 0));
    }
    return found;
  }

  /** Those with all of the words, and what they are worth. */
  function withAll(words: readonly string[], typosOf: (word: string) => number): [Kept, number][] {
    let sums: Map<number, number> | undefined;
    for (const word of words) {
      const found = worths(word, typosOf(word));
      const before = sums;
      sums = new Map();
      for (const [number, worth] of found) {
        const sum = before === undefined ? 0 : before.get(number);
        if (sum !== undefined) sums.set(number, sum + worth);
      }
      if (sums.size === 0) return [];
    }
    return [...(sums ?? [])].flatMap(([number, worth]): [Kept, number][] => {
      const kept = all[number];
      return kept === undefined ? [] : [[kept, worth]];
    });
  }

  return {
    add(id, prompt) {
      if (numbers.has(id)) return;
      const words = wordsOf(prompt);
      const number = all.push({ id, prompt: shortened(prompt), length: words.length }) - 1;
      numbers.set(id, number);
      for (const word of new Set(words)) {
        const prompts = byWord.get(word);
        if (prompts === undefined) byWord.set(word, [number]);
        else prompts.push(number);
      }
    },
    remove(id) {
      const number = numbers.get(id);
      if (number === undefined) return;
      numbers.delete(id);
      all[number] = undefined;
    },
    has: (id) => numbers.has(id),
    find(text) {
      const words = [...new Set(wordsOf(text))];
      // The neighbours of each of many words take longer to find than anybody waits for.
      const exact = words.length < MANY_WORDS ? [] : withAll(words, () => 0);
      const found = exact.length > 0 ? exact : withAll(words, typosIn);
      return found
        .toSorted(
          ([a, worthOfA], [b, worthOfB]) =>
            worthOfB - worthOfA || a.length - b.length || newerFirst(a.id, b.id),
        )
        .map(([{ id }]) => id);
    },
    promptOf(id) {
      const number = numbers.get(id);
      return number === undefined ? undefined : all[number]?.prompt;
    },
  };
}

function worthOf(word: string, other: string, typos: number): number {
  if (other === word) return EXACT;
  if (other.startsWith(word)) return BEGINS_SO;
  return typos > 0 && isWithin(typos, word, other) ? TYPO : 0;
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
  // To look for whole characters is slow, so only where some are more than one letter.
  if (ASCII.test(line.slice(0, CHOICE_LENGTH + 1))) return line.slice(0, CHOICE_LENGTH);
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (kept.length + segment.length > CHOICE_LENGTH) break;
    kept += segment;
  }
  return kept;
}
