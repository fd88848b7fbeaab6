/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const WORD = /[\p{L}\p{N}]+/gu;

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** The words of a text as they are compared: without case, accents, punctuation. */
export function wordsOf(text: string): string[] {
  const even = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    // Slow, so only for those stretches that need it.
    .replaceAll(UNSPACED, (stretch) =>
      Array.from(segmenter.segment(stretch), ({ segment }) => ` ${segment} `).join(""),
    );
  return even.match(WORD) ?? [];
}
