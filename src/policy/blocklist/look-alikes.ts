import { resolveConfusablesTransformer } from "obscenity";

const resolve = resolveConfusablesTransformer();

type Table = ReadonlyMap<string, readonly string[]>;

/** Each entry: a character, and after it every letter that it is read as, the likeliest first. */
const table = (...lines: readonly string[]): Table =>
  new Map(
    lines
      .flatMap((line) => line.split(" "))
      .map((entry) => {
        const [character = "", ...letters] = Array.from(entry);
        return [character, letters];
      }),
  );

/**
 * Letters of other living alphabets that are drawn like Latin ones, in either case. Kept short: each
 * entry makes some foreign word read like some Latin one.
 */
const FOREIGN = table(
  // Cyrillic
  "аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx һh ԁd ԛq ԝw ѵv ӏl ьb",
  // Greek, where the small letter may be drawn like another one than the capital
  "αa βb εe ζz ηnh ιi κk μmu νvn οo ρp σo τt υuy χx ωw γy",
  // Armenian
  "օo սu հh ոn ցg զq",
);

/** What digits stand for in words that want to be read and not found. */
export const DIGITS_READ_AS = table("0o 1il 2z 3e 4a 5s 6gb 7t 8b 9gq");

/** The same for signs, which more often are only signs. */
export const SIGNS_READ_AS = table("!il |il +t #h (c <c [c {c ¡i ×x");

/** And for those that are drawn as letters. */
export const SYMBOLS_READ_AS = table("@a $s €e £l ¥y ¢c ©c ®r §s");

/** Two letters drawn as one, and one letter drawn in two ways: what folding the case leaves apart. */
export const LIGATURES = table("æae œoe ςσ");

/**
 * Scripts that people write words in. The tables of a library, made for decorated Latin, would turn
 * their letters into whatever they remotely look like, and one innocent word into another.
 */
const LIVING =
  /[\p{Script=Arabic}\p{Script=Armenian}\p{Script=Bengali}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Ethiopic}\p{Script=Georgian}\p{Script=Greek}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Han}\p{Script=Hangul}\p{Script=Hebrew}\p{Script=Hiragana}\p{Script=Kannada}\p{Script=Katakana}\p{Script=Khmer}\p{Script=Lao}\p{Script=Malayalam}\p{Script=Mongolian}\p{Script=Myanmar}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Thai}\p{Script=Tibetan}]/u;

/**
 * The Latin letters, a to z, that a character is drawn like; none for most. Of a small letter or of
 * a sign; not of ASCII.
 */
export function drawnLike(character: string): readonly string[] {
  const foreign = FOREIGN.get(character);
  if (foreign !== undefined) return foreign;
  if (LIVING.test(character)) return [];
  const resolved = resolve.transform(character.codePointAt(0) ?? 0);
  const letter = resolved === undefined ? "" : String.fromCodePoint(resolved).toLowerCase();
  return /^[a-z]$/.test(letter) ? [letter] : [];
}
