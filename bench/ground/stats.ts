/** The value below which this share of the sorted numbers lies; NaN where there are none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** A figure taken in several rounds: the middle one, and how far the others lie from it. */
export interface Spread {
  median: number;
  least: number;
  most: number;
  rounds: number;
}

export function spreadOf(numbers: readonly number[]): Spread {
  return {
    median: median(numbers),
    least: Math.min(...numbers),
    most: Math.max(...numbers),
    rounds: numbers.length,
  };
}

/** The same numbers in every run and for every subject, from 0 up to 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // Mulberry32: small, and good enough for gaps between commands.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Milliseconds between commands: exponential, as independent people type. */
export function createGaps(perSecond: number, seed = 1): () => number {
  const random = createRandom(seed);
  return () => (-Math.log(1 - random()) * 1000) / perSecond;
}
