import type { CompiledTerms } from "./compile-terms.ts";
import type { Glyph } from "./glyphs.ts";

/**
 * How far a term has been followed, in one number, so that a set of them holds each once: the node,
 * and what was taken on the way. Lowest bits: what repeats the letter of the node, then the rest.
 */
const EXTRA = 0b11;
const DOUBTFUL = 0b1100;
const DOUBTFUL_ONE = 0b100;
const STRETCHED = 1 << 4;
/** Something that is a letter was taken. */
const LETTER = 1 << 5;
/** A symbol drawn like a letter was taken for it. */
const SYMBOL = 1 << 6;
/** A digit was taken for a letter. */
const DIGIT = 1 << 7;
/** A punctuation mark was taken for a letter. */
const PUNCTUATION = 1 << 8;
const FLAGS = 1 << 9;

/** Below that, digits and signs only look like a word: 4k, $5. */
const SHORTEST_DISGUISED = 3;

/**
 * Letters that English hardly ever writes twice in a row: twice is once with a finger on the key.
 * Of the others, twice makes another word: god and good.
 */
const RARELY_DOUBLED = new Set(Array.from("ahijkquvwxy", (letter) => letter.charCodeAt(0)));

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const startAt = (node: number): number => node * FLAGS;
export const nodeOf = (state: number): number => Math.floor(state / FLAGS);

/** The states after one more character: a step on in some term, or its last letter once more. */
export function advance(terms: CompiledTerms, states: Iterable<number>, glyph: Glyph): Set<number> {
  const after = new Set<number>();
  for (const state of states) {
    const node = nodeOf(state);
    const flags = state % FLAGS;
    const last = terms.letterOf(node);
    for (const letter of glyph.letters) {
      const taken = flagOf(glyph, letter);
      // Steps come before repeats, so that aaa is followed in one way only.
      const next = letter === last && (flags & EXTRA) > 0 ? undefined : terms.next(node, letter);
      if (next !== undefined) after.add(startAt(next) + (closeRun(terms, state) | taken));
      if (letter === last && !isDigit(letter)) {
        const extra = Math.min(2, (flags & EXTRA) + 1);
        const longer = extra === 2 ? STRETCHED : 0;
        after.add(startAt(node) + ((flags & ~EXTRA) | extra | longer | taken));
      }
    }
  }
  return after;
}

/**
 * Whether what was taken really reads as the term. Prices and versions are no words; one doubled
 * letter, and nothing else that is odd, is another word.
 */
export function readsAsTerm(terms: CompiledTerms, state: number): boolean {
  const flags = closeRun(terms, state);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if (has(SYMBOL | DIGIT | PUNCTUATION)) {
    if (terms.depthOf(nodeOf(state)) < SHORTEST_DISGUISED) return false;
    if (!has(LETTER) && (has(DIGIT) || !has(SYMBOL))) return false;
  }
  return has(STRETCHED) || (flags & DOUBTFUL) !== DOUBTFUL_ONE;
}

/** The flags once the letter is over: whether it was repeated on purpose is known only then. */
function closeRun(terms: CompiledTerms, state: number): number {
  const flags = state % FLAGS;
  const kept = flags & ~EXTRA;
  if ((flags & EXTRA) !== 1) return kept;
  const node = nodeOf(state);
  const isWritten = terms.runOf(node) === 1 && !RARELY_DOUBLED.has(terms.letterOf(node));
  if (!isWritten) return kept | STRETCHED;
  return (kept & DOUBTFUL) === 0 ? kept | DOUBTFUL_ONE : kept | DOUBTFUL;
}

function flagOf(glyph: Glyph, letter: number): number {
  if (glyph.kind === "letter") return LETTER;
  if (glyph.kind === "digit") return letter === glyph.letters[0] ? 0 : DIGIT;
  return glyph.kind === "symbol" ? SYMBOL : PUNCTUATION;
}
