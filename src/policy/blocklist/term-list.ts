import { keyOf, readTerm, TERM_LIMITS, type TermProblem } from "./term.ts";

/** A list as it was found in a file, or typed. */
export interface TermList {
  /** Terms that can be used, as they were written. */
  terms: string[];
  /** Lines that cannot be used, counted from 1. */
  problems: { line: number; problem: TermProblem }[];
}

/** Reads one term a line; `#` begins a comment. Of comma-separated values the first of each line. */
export function readTermList(text: string, format: "text" | "csv" = "text"): TermList {
  const list: TermList = { terms: [], problems: [] };
  // Files from Windows begin with a byte order mark.
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [at, line] of lines.entries()) {
    const written = (format === "csv" ? firstValue(line) : line).replace(/(^|\s)#.*$/, "").trim();
    if (written === "") continue;
    const term = readTerm(written);
    if (typeof term === "string") list.problems.push({ line: at + 1, problem: term });
    else list.terms.push(term.text);
  }
  return list;
}

function firstValue(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line)?.[1];
  return quoted === undefined ? (/^[^,;\t]*/.exec(line)?.[0] ?? "") : quoted.replaceAll('""', '"');
}

export interface AddedTerms {
  /** The same array where nothing was added. */
  terms: readonly string[];
  added: string[];
  /** Terms that find only what is on the list already. */
  duplicates: number;
  /** Terms that there was no room for. */
  leftOut: number;
}

/** A list with more terms on it. */
export function addTerms(current: readonly string[], more: readonly string[]): AddedTerms {
  const keys = new Set(current.map(keyOfText));
  const added: string[] = [];
  let duplicates = 0;
  let leftOut = 0;
  for (const text of more) {
    const key = keyOfText(text);
    if (keys.has(key)) duplicates += 1;
    else if (keys.size >= TERM_LIMITS.count) leftOut += 1;
    else {
      keys.add(key);
      added.push(text);
    }
  }
  const terms = added.length === 0 ? current : [...current, ...added];
  return { terms, added, duplicates, leftOut };
}

/** A list without the term of this text, in whatever way either is written. */
export function removeTerm(current: readonly string[], text: string): readonly string[] {
  const key = keyOfText(text);
  const rest = current.filter((term) => keyOfText(term) !== key);
  return rest.length === current.length ? current : rest;
}

/** What cannot be read as a term is only equal to itself. */
function keyOfText(text: string): string {
  const term = readTerm(text);
  return typeof term === "string" ? `?${text}` : keyOf(term);
}
