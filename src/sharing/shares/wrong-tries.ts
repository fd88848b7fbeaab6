import type { Clock } from "../../generation/ports.ts";

/** So often somebody mistypes; a code is far beyond what this finds. */
export const WRONG_TRIES = 8;
const FORGOTTEN_MS = 10 * 60_000;
/** Members remembered at once: about a megabyte. */
const REMEMBERED = 10_000;

/** Who guesses codes. Kept in memory: a restart forgives some tries of very many. */
export interface WrongTries {
  isTooMany(memberId: string): boolean;
  add(memberId: string): void;
}

export function createWrongTries(clock: Pick<Clock, "now">): WrongTries {
  const tries = new Map<string, { count: number; since: number }>();
  const of = (memberId: string): { count: number; since: number } => {
    const now = clock.now();
    const known = tries.get(memberId);
    return known === undefined || Math.abs(now - known.since) >= FORGOTTEN_MS
      ? { count: 0, since: now }
      : known;
  };
  return {
    isTooMany: (memberId) => of(memberId).count >= WRONG_TRIES,
    add(memberId) {
      const { count, since } = of(memberId);
      tries.delete(memberId);
      tries.set(memberId, { count: count + 1, since });
      if (tries.size > REMEMBERED) tries.delete(tries.keys().next().value ?? "");
    },
  };
}
