import { readGlyphs, type Glyph } from "./glyphs.ts";

export const TERM_LIMITS = {
  /** Letters and digits, stars and spaces not counted. */
  longest: 60,
  /** Characters as they are written, signs and all: a list of thousands stays small and quick to read. */
  longestWritten: 200,
  /** Terms of one guild. */
  count: 2000,
} as const;

/** What a term means, however it was written. */
export interface Term {
  /** As it was written, white space tidied. */
  text: string;
  /** Its words as code points, each in the first way it can be read. */
  words: readonly (readonly number[])[];
  /** Whether letters may stand before it (`*ape`). */
  openStart: boolean;
  /** Whether letters may follow it (`ape*`). */
  openEnd: boolean;
}

export type TermProblem = "empty" | "starInside" | "tooShort" | "tooLong";

/** Written without spaces between words: there a term is found wherever it stands. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Reads one term: a word, or several, with a star where any letters may follow or stand before. It
 * is no pattern: nothing else in it has a meaning.
 */
export function readTerm(written: string): Term | TermProblem {
  if (written.length > TERM_LIMITS.longestWritten) return "tooLong";
  const text = written.normalize("NFC").replaceAll(/\s+/g, " ").trim();
  const [, before = "", body = "", after = ""] = /^(\**) ?([^]*?) ?(\**)$/.exec(text) ?? [];
  if (body.includes("*")) return "starInside";
  const words = wordsOf(body);
  const length = words.reduce((sum, word) => sum + word.length, 0);
  const unspaced = UNSPACED.test(body);
  if (length === 0) return "empty";
  if (length === 1 && !unspaced) return "tooShort";
  if (length > TERM_LIMITS.longest) return "tooLong";
  return {
    text,
    words,
    openStart: before !== "" || unspaced,
    openEnd: after !== "" || unspaced,
  };
}

/** Two terms of the same key find the same. */
export const keyOf = ({ words, openStart, openEnd }: Term): string =>
  `${openStart ? "*" : ""}${words.map((word) => String.fromCodePoint(...word)).join(" ")}${openEnd ? "*" : ""}`;

/** Inside a word signs stand for letters; at its ends only those that are drawn like one. */
function wordsOf(body: string): number[][] {
  const words: Glyph[][] = [[]];
  for (const glyph of readGlyphs(body)) {
    if (glyph.letters.length === 0) words.push([]);
    else words.at(-1)?.push(glyph);
  }
  return words
    .map((glyphs) => {
      const isPart = ({ kind }: Glyph): boolean => kind !== "sign";
      return glyphs.slice(Math.max(0, glyphs.findIndex(isPart)), glyphs.findLastIndex(isPart) + 1);
    })
    .filter(({ length }) => length > 0)
    .map((glyphs) => glyphs.map(({ letters }) => letters[0] ?? 0));
}
