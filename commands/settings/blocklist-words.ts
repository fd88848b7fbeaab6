import { cut, plain } from "../../src/discord/card/text.ts";
import {
  readTerm,
  TERM_LIMITS,
  type Term,
  type TermProblem,
} from "../../src/policy/blocklist/term.ts";

const PROBLEMS: Record<TermProblem, string> = {
  empty: "there is no letter or digit in it",
  tooShort: "it has one letter only, and would stop nearly everything",
  tooLong: `it is longer than ${TERM_LIMITS.longest} letters`,
  starInside: "a star can only stand at its beginning or its end",
};

export const problemWords = (problem: TermProblem): string => PROBLEMS[problem];

/** A term as moderators see it: never as anything that formats, links or mentions. */
export const termWords = (text: string): string => `“${plain(cut(text, 80))}”`;

/** What a term finds, in a sentence that needs no manual. */
export function findsWords({ text, openStart, openEnd }: Term): string {
  const bare = termWords(text.replaceAll("*", "").trim());
  if (openStart && openEnd) return `It finds ${bare} anywhere, inside other words too.`;
  if (openEnd) return `It finds every word that begins with ${bare}.`;
  if (openStart) return `It finds every word that ends with ${bare}.`;
  return `It finds the whole word ${bare} alone; write it with a star at the end for any ending.`;
}

/** A term, or what is wrong with it. */
export const readTyped = (text: string): Term | { problem: string } => {
  const term = readTerm(text);
  return typeof term === "string" ? { problem: problemWords(term) } : term;
};

export const countWords = (count: number): string =>
  count === 1 ? "1 word" : `${count.toLocaleString("en-US")} words`;
