/** Numbers from 0 to 1, the same ones for the same seed. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 0 to 1, by a whole-numbered place. */
export function hash(x: number, y: number): number {
  let mixed = Math.imul(x | 0, 374_761_393) + Math.imul(y | 0, 668_265_263);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** Smooth from place to place, 0 to 1. */
export function noise(x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const u = ease(x - left);
  const v = ease(y - top);
  const upper = mix(hash(left, top), hash(left + 1, top), u);
  const lower = mix(hash(left, top + 1), hash(left + 1, top + 1), u);
  return mix(upper, lower, v);
}

/** Noise with finer and finer noise upon it, 0 to 1. */
export function layered(x: number, y: number, layers = 5): number {
  let sum = 0;
  let weight = 0.5;
  let scale = 1;
  for (let layer = 0; layer < layers; layer += 1) {
    sum += weight * noise(x * scale + layer * 17.3, y * scale - layer * 9.1);
    weight /= 2;
    scale *= 2.03;
  }
  return sum / (1 - 2 * weight + weight);
}

export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

export const clamp = (value: number, low = 0, high = 1): number =>
  Math.min(high, Math.max(low, value));

/** 0 below `from`, 1 above `to`, smooth between. */
export const step = (from: number, to: number, value: number): number =>
  ease(clamp((value - from) / (to - from)));

const ease = (t: number): number => t * t * (3 - 2 * t);
