import {
  DIGITS_READ_AS,
  drawnLike,
  LIGATURES,
  SIGNS_READ_AS,
  SYMBOLS_READ_AS,
} from "./look-alikes.ts";

/** One character of a text, as it can be read. */
export interface Glyph {
  /**
   * - letter, digit: part of a word
   * - symbol, sign: may stand for a letter, or for itself; symbols are drawn like one (`$`, `🅰`)
   * - mark: between words, never a letter
   * - space: between words, and wider than a mark
   */
  kind: "letter" | "digit" | "symbol" | "sign" | "mark" | "space";
  /** Code points of the letters it can be read as, what it is first; none for marks and spaces. */
  letters: readonly number[];
}

/** What parts words and may yet stand in one. */
export const isSign = ({ kind }: Glyph): boolean => kind === "sign" || kind === "symbol";

/** Characters that take no room: joiners, soft hyphens, direction marks, fillers, controls. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\s)\p{Cc}/gu;
/**
 * What an apostrophe cuts short: he'll, don't, the cat's. Without it the rest would be another word,
 * or a letter that seems to stand alone.
 */
const CUT_SHORT =
  /(?<=(?<![\p{L}'’])(?:i|you|he|she|it|we|they|who|what|that|there))['’](?:ll|ve|re|d|s|m)(?![\p{L}'’])|(?<=(?<![\p{L}'’])(?:ai|are|ca|could|did|does|do|had|has|have|is|must|need|should|was|were|wo|would)n)['’]t(?![\p{L}'’])|(?<=\p{L}{2})['’]s(?![\p{L}'’])/giu;
/** Any other inside a word is no end of it. */
const APOSTROPHE = /(?<=\p{L})['’‘ʼ`´](?=\p{L})/gu;
/** Accents, and whatever else is piled on letters; not what makes か into が, a letter of its own. */
const ACCENT = /(?![\u3099\u309a])\p{Script=Inherited}/gu;

const BLANK_BRAILLE = "\u2800";

const MARK: Glyph = { kind: "mark", letters: [] };
const SPACE: Glyph = { kind: "space", letters: [] };

/** A text without what hides its words: case, accents, widths, fonts, invisible characters. */
export function readGlyphs(text: string): Glyph[] {
  const bare = text
    .replaceAll(INVISIBLE, "")
    .replaceAll(CUT_SHORT, "")
    .replaceAll(APOSTROPHE, "")
    .normalize("NFKD")
    .replaceAll(ACCENT, "")
    .normalize("NFC");
  // Upper case first: it folds ß into ss and the dotless i into i.
  return Array.from(bare.toUpperCase().toLowerCase())
    .flatMap((character) => LIGATURES.get(character) ?? [character])
    .map(readGlyph);
}

function readGlyph(character: string): Glyph {
  if (/^[a-z]$/.test(character)) return letter([character]);
  if (/^[0-9]$/.test(character)) {
    return { kind: "digit", letters: codes([character, ...(DIGITS_READ_AS.get(character) ?? [])]) };
  }
  if (/^\s$/.test(character) || character === BLANK_BRAILLE) return SPACE;
  const sign = SIGNS_READ_AS.get(character);
  if (sign !== undefined) return { kind: "sign", letters: codes(sign) };
  const symbol = SYMBOLS_READ_AS.get(character);
  if (symbol !== undefined) return { kind: "symbol", letters: codes(symbol) };
  if (character < "\u0080") return MARK;
  const drawn = drawnLike(character);
  if (/^[\p{L}\p{M}]$/u.test(character)) return letter(drawn.length > 0 ? drawn : [character]);
  if (drawn.length > 0) return { kind: "symbol", letters: codes(drawn) };
  return /^\p{N}$/u.test(character) ? { kind: "digit", letters: codes([character]) } : MARK;
}

const letter = (readAs: readonly string[]): Glyph => ({ kind: "letter", letters: codes(readAs) });

const codes = (characters: readonly string[]): number[] =>
  characters.map((character) => character.codePointAt(0) ?? 0);
