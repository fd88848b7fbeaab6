import { isSign, type Glyph } from "./glyphs.ts";

/** A word as it may be read in a text. */
export interface Word {
  glyphs: readonly Glyph[];
  /**
   * What a term must be to be found in it:
   * - whole: as its stars say
   * - exact: all of it, stars or not: it was put together from pieces that stand apart
   * - spelled: letters one by one, where nobody sees words begin and end: see `find-term.ts`
   */
  as: "whole" | "exact" | "spelled";
}

/** Words in the order of the text: a term of several words is found in neighbours. */
export type Reading = readonly Word[];

interface Piece {
  glyphs: Glyph[];
  /** A space, and no mere mark, stood before it. */
  opensChunk: boolean;
}

/**
 * Every way in which a text is read: with signs as signs and as letters, word by word; put together
 * where only marks part it (f.u-ck); and put together where letters stand alone (f u c k).
 */
export function readWords(glyphs: readonly Glyph[]): Reading[] {
  const withoutSigns = readPieces(glyphs, false);
  const ways = [withoutSigns];
  if (glyphs.some(isSign)) ways.push(readPieces(glyphs, true));
  return ways.flatMap((pieces) => [
    pieces.map((piece) => whole(piece.glyphs)),
    joinedChunks(pieces),
    ...spelledRuns(pieces),
  ]);
}

function readPieces(glyphs: readonly Glyph[], signsAreLetters: boolean): Piece[] {
  const pieces: Piece[] = [];
  let current: Piece | undefined;
  let afterSpace = true;
  for (const glyph of glyphs) {
    const parts =
      glyph.kind === "space" || glyph.kind === "mark" || (isSign(glyph) && !signsAreLetters);
    if (parts) {
      current = undefined;
      afterSpace ||= glyph.kind === "space";
    } else {
      if (current === undefined) {
        current = { glyphs: [], opensChunk: afterSpace };
        pieces.push(current);
        afterSpace = false;
      }
      current.glyphs.push(glyph);
    }
  }
  return pieces;
}

/** What has no space inside, without the marks in it; only where there are some. */
function joinedChunks(pieces: readonly Piece[]): Word[] {
  const chunks: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.opensChunk) chunks.push([]);
    chunks.at(-1)?.push(piece);
  }
  return chunks.filter(({ length }) => length > 1).map((chunk) => join(chunk, "exact"));
}

/** Letters that stand alone, two or more in a row; also with the rest of a word beside them. */
function spelledRuns(pieces: readonly Piece[]): Reading[] {
  const readings: Reading[] = [];
  for (let start = 0; start < pieces.length; start += 1) {
    let end = start;
    while (isSingle(pieces[end])) end += 1;
    if (end - start >= 2) {
      const run = pieces.slice(start, end);
      readings.push(
        [join(run, "spelled")],
        ...edges(run).map((part) => [join(part, "exact")]),
        // f u cking, fu c k
        [join(pieces.slice(start, end + 1), "whole")],
        [join(pieces.slice(Math.max(0, start - 1), end), "whole")],
      );
    }
    if (end > start) start = end - 1;
  }
  return readings;
}

/** The run itself, and without the words of one letter that may stand at its ends. */
function edges(run: readonly Piece[]): Piece[][] {
  const from = isWordOfOneLetter(run[0]) ? [0, 1] : [0];
  const to = isWordOfOneLetter(run.at(-1)) ? [run.length, run.length - 1] : [run.length];
  return from.flatMap((start) => to.map((end) => run.slice(start, end)));
}

/** One letter, or the same one again and again. */
function isSingle(piece: Piece | undefined): boolean {
  const first = piece?.glyphs[0]?.letters[0];
  return first !== undefined && piece?.glyphs.every(({ letters }) => letters[0] === first) === true;
}

function isWordOfOneLetter(piece: Piece | undefined): boolean {
  const glyphs = piece?.glyphs ?? [];
  return (
    glyphs.length === 1 && glyphs[0]?.letters.some((code) => ONE_LETTER_WORDS.has(code)) === true
  );
}

const ONE_LETTER_WORDS = new Set(Array.from("aio", (letter) => letter.charCodeAt(0)));

const whole = (glyphs: readonly Glyph[]): Word => ({ glyphs, as: "whole" });

const join = (pieces: readonly Piece[], as: Word["as"]): Word => ({
  glyphs: pieces.flatMap(({ glyphs }) => glyphs),
  as,
});
