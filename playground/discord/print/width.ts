import { stripVTControlCharacters } from "node:util";
import { ESC } from "./ink.ts";

const CODE = new RegExp(`(${ESC}\\[[\\d;]*m)`);
const CODES = new RegExp(`${ESC}\\[([\\d;]*)m`, "g");
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;
const NO_WIDTH = /^[\p{Mark}\p{Control}\p{Format}]+$/u;

/** How many terminal columns a text takes; colour codes take none, emoji and CJK two each. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(stripVTControlCharacters(text))) {
    width += NO_WIDTH.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1;
  }
  return width;
}

/** Fills with spaces on the right up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** Cuts off what goes over `width` columns, with an ellipsis in its place. */
export function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const [kept = ""] = cut(text, Math.max(1, width - 1));
  return `${carryStyles([kept])[0] ?? ""}…`;
}

/** Breaks at spaces, and inside a word only where it is longer than a whole line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => cut(word, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width || line === "") line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return carryStyles([...lines, line]);
}

/** Pieces of at most `width` columns; colour codes stay whole. */
export function cut(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const part of word.split(CODE)) {
    const units = CODE.test(part) ? [part] : Array.from(segmenter.segment(part), (s) => s.segment);
    for (const unit of units) {
      if (displayWidth(piece + unit) > width) {
        pieces.push(piece);
        piece = "";
      }
      piece += unit;
    }
  }
  return [...pieces, piece];
}

const CLOSES: Readonly<Record<string, RegExp>> = {
  "22": /^[12]$/,
  "23": /^3$/,
  "24": /^4$/,
  "29": /^9$/,
  "39": /^38;/,
};

/** A style open at a line's end is closed there and opened again, so that it colours no border. */
function carryStyles(lines: readonly string[]): string[] {
  let open: string[] = [];
  return lines.map((line) => {
    const before = open.map((code) => `${ESC}[${code}m`).join("");
    for (const [, code = ""] of line.matchAll(CODES)) {
      const closes = CLOSES[code];
      open = closes ? open.filter((earlier) => !closes.test(earlier)) : [...open, code];
    }
    return before + line + (open.length > 0 ? `${ESC}[0m` : "");
  });
}
