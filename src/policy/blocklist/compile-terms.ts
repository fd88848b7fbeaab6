import type { Term } from "./term.ts";

/** Where words that must begin as the term does are looked up, and those that need not. */
export const ROOTS = { closed: 0, open: 1 } as const;

/** Stands between the words of a term. */
export const GAP = 32;

interface Ends {
  /** The term that ends here, and with it the word. */
  closed?: Term;
  /** The term that ends here, whatever follows. */
  open?: Term;
}

/** Terms as a tree of letters: what a text costs does not depend on how many there are. */
export interface CompiledTerms {
  /** The node behind a letter; undefined where no term goes on so. */
  next(node: number, letter: number): number | undefined;
  endsAt(node: number): Ends | undefined;
  /** The letter that leads to a node. */
  letterOf(node: number): number;
  /** How often that letter stands in a row up to the node. */
  runOf(node: number): number;
  /** Letters from the root. */
  depthOf(node: number): number;
  /** Nodes, as a measure of memory. */
  size: number;
  isEmpty: boolean;
}

const CODE_POINTS = 0x110000;

export function compileTerms(terms: readonly Term[]): CompiledTerms {
  const edges = new Map<number, number>();
  const ends = new Map<number, Ends>();
  const letters = [0, 0];
  const runs = [0, 0];
  const depths = [0, 0];

  function follow(node: number, letter: number): number {
    const edge = node * CODE_POINTS + letter;
    const known = edges.get(edge);
    if (known !== undefined) return known;
    const made = letters.length;
    edges.set(edge, made);
    letters.push(letter);
    runs.push(letters[node] === letter ? (runs[node] ?? 0) + 1 : 1);
    depths.push((depths[node] ?? 0) + (letter === GAP ? 0 : 1));
    return made;
  }

  function add(term: Term, spelling: readonly number[]): void {
    const root = term.openStart ? ROOTS.open : ROOTS.closed;
    const node = spelling.reduce(follow, root);
    const there = ends.get(node) ?? {};
    ends.set(node, { ...there, [term.openEnd ? "open" : "closed"]: term });
  }

  for (const term of terms) {
    add(term, term.words.flat());
    if (term.words.length > 1) {
      add(
        term,
        term.words.flatMap((word, at) => (at === 0 ? word : [GAP, ...word])),
      );
    }
  }

  return {
    next: (node, letter) => edges.get(node * CODE_POINTS + letter),
    endsAt: (node) => ends.get(node),
    letterOf: (node) => letters[node] ?? 0,
    runOf: (node) => runs[node] ?? 0,
    depthOf: (node) => depths[node] ?? 0,
    size: letters.length,
    isEmpty: ends.size === 0,
  };
}
