import { rename } from "node:fs/promises";

export interface Move {
  from: string;
  to: string;
}

/** All or none: a bot that found no store would begin with an empty one. */
export async function moveAll(moves: readonly Move[]): Promise<void> {
  const made: Move[] = [];
  try {
    for (const move of moves) {
      // An empty folder may be in its place.
      await rename(move.from, move.to);
      made.push(move);
    }
  } catch (error) {
    for (const { from, to } of made.toReversed()) await rename(to, from);
    throw error;
  }
}
