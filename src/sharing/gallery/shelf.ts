import { countOf, type Marks } from "../favourites/marks.ts";
import type { PromptIndex } from "../search/prompt-index.ts";
import { newerFirst } from "../snowflake.ts";
import type { Entry } from "./entry.ts";
import { isWanted, sorted, type MaySee, type Wanted } from "./wanted.ts";

/** A guild's gallery in memory, as long as somebody looks at it. */
export interface Shelf {
  entries: Map<string, Entry>;
  /** Of those that are or were somebody's favourite. */
  marks: Map<string, Marks>;
  /** Made when somebody first looks for words. */
  prompts: Prompts | undefined;
}

/** What can be searched of a gallery. Both promises reject where the store cannot be read. */
export interface Prompts {
  index: PromptIndex;
  /** Resolves once the newest are in it. */
  newest: Promise<void>;
  /** Resolves once all are. */
  ready: Promise<void>;
}

/** Choices that Discord shows at most. */
const MOST_CHOICES = 25;

/**
 * The ids of what is wanted and may be seen, in order.
 * @param matches those whose prompts have the words that are looked for, where any are
 */
export function listed(
  { entries, marks }: Shelf,
  wanted: Wanted,
  maySee: MaySee,
  matches: readonly string[] = [...entries.keys()].toSorted(newerFirst),
): string[] {
  const ids = matches.filter((id) => {
    const entry = entries.get(id);
    if (entry === undefined || !isWanted(id, entry, wanted, maySee)) return false;
    return wanted.atLeast === undefined || countOf(marks.get(id)) >= wanted.atLeast;
  });
  return sorted(ids, wanted, (id) => ({ marks: marks.get(id) }));
}

/** Prompts that match what was typed so far, each once; the newest where nothing was typed. */
export function suggested(
  { entries }: Shelf,
  index: PromptIndex,
  typed: string,
  maySee: MaySee,
): string[] {
  const ids = typed.trim() === "" ? [...entries.keys()].toSorted(newerFirst) : index.find(typed);
  const found = new Set<string>();
  for (const id of ids) {
    const entry = entries.get(id);
    const prompt = index.promptOf(id);
    // What somebody asked for where this reader cannot look is not told either.
    if (entry === undefined || prompt === undefined || prompt === "" || !maySee(entry)) continue;
    found.add(prompt);
    if (found.size === MOST_CHOICES) break;
  }
  return [...found];
}
