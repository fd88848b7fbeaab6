import { GAP, ROOTS, type CompiledTerms } from "./compile-terms.ts";
import { isSign } from "./glyphs.ts";
import { advance, nodeOf, readsAsTerm, startAt } from "./match-state.ts";
import type { Term } from "./term.ts";
import type { Reading, Word } from "./words.ts";

/** Spelled out letter by letter, a term of so many letters is found anywhere. */
const FOUND_ANYWHERE_LENGTH = 4;

/**
 * States that one text may lead through. The longest prompts need some ten thousand; more only come about
 * where signs of many readings meet thousands of terms made of the same letters.
 */
const MOST_STATES = 150_000;

/** A text that would take too long to read. */
export class TooManyReadingsError extends Error {
  override readonly name = "TooManyReadingsError";
}

interface Found {
  term?: Term;
  /** Terms of several words that go on in the next one. */
  carried: ReadonlySet<number>;
}

/**
 * A term that stands in a text, in whichever reading of it.
 * @throws {TooManyReadingsError} after a bounded time, where the text is made to be slow to read
 */
export function findTerm(terms: CompiledTerms, readings: readonly Reading[]): Term | undefined {
  let seen = 0;
  const count = (states: number): void => {
    seen += states;
    if (seen > MOST_STATES) throw new TooManyReadingsError("a text with too many readings");
  };
  for (const reading of readings) {
    let carried: ReadonlySet<number> = new Set();
    for (const word of reading) {
      const found = readWord(terms, word, carried, count);
      if (found.term !== undefined) return found.term;
      ({ carried } = found);
    }
  }
  return undefined;
}

/** Every beginning is followed at once, and each state once: this takes no longer than the word. */
function readWord(
  terms: CompiledTerms,
  word: Word,
  carriedIn: ReadonlySet<number>,
  count: (states: number) => void,
): Found {
  const bounds = boundsOf(word);
  const carried = new Set<number>();
  let states = new Set<number>();
  for (const [at, glyph] of word.glyphs.entries()) {
    for (const root of rootsAt(word, bounds, at)) states.add(startAt(root));
    if (at <= bounds.lastStart) for (const state of carriedIn) states.add(state);
    count(states.size);
    states = advance(terms, states, glyph);
    for (const state of states) {
      if (!readsAsTerm(terms, state)) continue;
      const node = nodeOf(state);
      const term = termAt(terms, node, word, bounds, at);
      if (term !== undefined) return { term, carried };
      const next = word.as === "whole" && at >= bounds.firstEnd && terms.next(node, GAP);
      if (typeof next === "number") carried.add(startAt(next));
    }
  }
  return { carried };
}

interface Bounds {
  lastStart: number;
  firstEnd: number;
}

/** Signs at the ends of a word may belong to it ($pam) or not (spam!). */
function boundsOf({ glyphs, as }: Word): Bounds {
  if (as === "exact") return { lastStart: 0, firstEnd: glyphs.length - 1 };
  const first = glyphs.findIndex((glyph) => !isSign(glyph));
  if (first === -1) return { lastStart: glyphs.length, firstEnd: 0 };
  return { lastStart: first, firstEnd: glyphs.findLastIndex((glyph) => !isSign(glyph)) };
}

function rootsAt({ as }: Word, { lastStart }: Bounds, at: number): number[] {
  if (as === "spelled" || at <= lastStart) return [ROOTS.closed, ROOTS.open];
  return as === "whole" ? [ROOTS.open] : [];
}

function termAt(
  terms: CompiledTerms,
  node: number,
  { as }: Word,
  { firstEnd }: Bounds,
  at: number,
): Term | undefined {
  const ends = terms.endsAt(node);
  const either = ends?.closed ?? ends?.open;
  if (as === "spelled") return terms.depthOf(node) >= FOUND_ANYWHERE_LENGTH ? either : undefined;
  if (at >= firstEnd) return either;
  return as === "whole" ? ends?.open : undefined;
}
