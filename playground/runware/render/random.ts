/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}

// mulberry32: a few lines, good enough for pictures, and equal on every machine.
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

/** A smooth line through random heights from -1 to 1, one a unit of x. */
export function smoothNoise(random: Random): (x: number) => number {
  const heights = Array.from({ length: 256 }, () => random.between(-1, 1));
  return (x) => {
    const cell = Math.floor(x);
    const part = x - cell;
    const ease = part * part * (3 - 2 * part);
    const left = heights[cell & 255] ?? 0;
    const right = heights[(cell + 1) & 255] ?? 0;
    return left + (right - left) * ease;
  };
}

/** Smooth noise with ever finer, ever smaller detail on top, as of a mountain ridge. */
export function ridgeNoise(random: Random, octaves: number): (x: number) => number {
  const layers = Array.from({ length: octaves }, () => smoothNoise(random));
  return (x) =>
    layers.reduce((sum, noise, index) => sum + noise(x * 2 ** index + index * 17) / 2 ** index, 0);
}
