import { UserError } from "../../generation/errors.ts";
import type { VideoRequest } from "../../generation/request.ts";
import { compileTerms, type CompiledTerms } from "./compile-terms.ts";
import { findTerm, TooManyReadingsError } from "./find-term.ts";
import { readGlyphs } from "./glyphs.ts";
import { readTerm } from "./term.ts";
import { readWords } from "./words.ts";

export interface Blocked {
  /** Whose list it is on. */
  list: "guild" | "operator";
  /** As it stands in the list: for moderators, never for a channel. */
  term: string;
  where: "prompt" | "negative prompt";
}

export interface Blocklist {
  /**
   * The first listed term that the prompt or the negative prompt contains, in whatever disguise.
   * @param guildTerms the guild's own; the same array finds what was compiled for it before
   * @throws {UserError} where a text is made of so many signs that nobody can say what it reads
   */
  findBlocked(
    request: Pick<VideoRequest, "prompt" | "negativePrompt">,
    guildTerms: readonly string[],
  ): Blocked | null;
}

/** About 10 MB: the lists of some hundred guilds, or of ten with the longest there may be. */
const MOST_NODES_KEPT = 150_000;

export function createBlocklist(operatorTerms: readonly string[]): Blocklist {
  const operator = compile(operatorTerms);
  const compiledFor = keepCompiled(MOST_NODES_KEPT);

  return {
    findBlocked({ prompt, negativePrompt }, guildTerms) {
      const lists = [
        { list: "operator" as const, terms: operator },
        { list: "guild" as const, terms: compiledFor(guildTerms) },
      ].filter(({ terms }) => !terms.isEmpty);
      if (lists.length === 0) return null;
      const texts = [
        { where: "prompt" as const, text: prompt },
        { where: "negative prompt" as const, text: negativePrompt ?? "" },
      ];
      for (const { where, text } of texts) {
        const readings = readWords(readGlyphs(text));
        for (const { list, terms } of lists) {
          const term = inBoundedTime(() => findTerm(terms, readings));
          if (term !== undefined) return { list, term: term.text, where };
        }
      }
      return null;
    },
  };
}

function compile(written: readonly string[]): CompiledTerms {
  // What cannot be read as a term was refused when it was added.
  return compileTerms(written.map(readTerm).filter((term) => typeof term !== "string"));
}

/** The lists that were used last, by the array that holds them: settings are never changed in place. */
function keepCompiled(mostNodes: number): (written: readonly string[]) => CompiledTerms {
  const kept = new Map<readonly string[], CompiledTerms>();
  let nodes = 0;

  return (written) => {
    const known = kept.get(written);
    const terms = known ?? compile(written);
    kept.delete(written);
    kept.set(written, terms);
    if (known === undefined) nodes += terms.size;
    for (const [oldest, { size }] of kept) {
      if (nodes <= mostNodes || kept.size === 1) break;
      kept.delete(oldest);
      nodes -= size;
    }
    return terms;
  };
}

function inBoundedTime<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof TooManyReadingsError)) throw error;
    throw new UserError(
      "I cannot tell what this prompt says: it has too many signs in it. Please write it in plain words. Nothing was spent.",
      { cause: error },
    );
  }
}
