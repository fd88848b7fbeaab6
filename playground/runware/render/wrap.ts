import type { Font } from "./font.ts";

export interface WrapOptions {
  font: Font;
  size: number;
  maxWidth: number;
  maxLines: number;
}

/** Leaves out what the font cannot draw (emoji, scripts it lacks) and needless blanks. */
export function drawable(text: string, font: Font): string {
  const letters = Array.from(text.normalize("NFC"), (letter) =>
    /\s/.test(letter) ? " " : font.has(letter.codePointAt(0) ?? 0) ? letter : "",
  );
  return letters.join("").replaceAll(/ +/g, " ").trim();
}

/** Breaks a text into lines. What does not fit is cut, at the end of a clause if one is near. */
export function wrap(text: string, options: WrapOptions): string[] {
  const { maxLines } = options;
  const lines = breakLines(text, options);
  if (lines.length <= maxLines) return lines;
  const whole = lines.slice(0, maxLines).join(" ");
  const clause = Math.max(
    ...[". ", ", ", "; ", ": ", " - ", " – "].map((s) => whole.lastIndexOf(s)),
  );
  // An early cut would lose more than it is worth.
  let kept = clause > whole.length * 0.75 ? whole.slice(0, clause) : whole;
  let shortened = breakLines(`${kept}…`, options);
  while (shortened.length > maxLines) {
    kept = kept
      .slice(0, Math.max(kept.lastIndexOf(" "), kept.length - 12))
      .replace(/[\s,.;:–-]+$/, "");
    shortened = breakLines(`${kept}…`, options);
  }
  return shortened;
}

function breakLines(text: string, { font, size, maxWidth }: WrapOptions): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => pieces(word, font, size, maxWidth))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (font.width(longer, size) <= maxWidth) line = longer;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** A word wider than a line, in parts that fit. */
function pieces(word: string, font: Font, size: number, maxWidth: number): string[] {
  if (font.width(word, size) <= maxWidth) return [word];
  const parts: string[] = [];
  let part = "";
  for (const letter of word) {
    if (part !== "" && font.width(part + letter, size) > maxWidth) {
      parts.push(part);
      part = "";
    }
    part += letter;
  }
  return [...parts, part];
}
