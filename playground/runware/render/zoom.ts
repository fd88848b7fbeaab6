import type { Picture } from "./picture.ts";

/**
 * Lays a picture over another of the same size, enlarged about its middle. A scale of 1 at full
 * opacity is an exact copy.
 */
export function zoomInto(target: Picture, source: Picture, scale: number, opacity: number): void {
  const { width, height } = target;
  if (opacity <= 0) return;
  if (scale === 1 && opacity >= 1) {
    target.data.set(source.data);
    return;
  }
  zoomPlane(target.y, source.y, width, height, scale, opacity);
  zoomPlane(target.u, source.u, width / 2, height / 2, scale, opacity);
  zoomPlane(target.v, source.v, width / 2, height / 2, scale, opacity);
}

/** Writes a mix of two pictures: all of the first at 0, all of the second at 1. */
export function mixPictures(target: Picture, first: Picture, second: Picture, part: number): void {
  const share = Math.round(part * 256);
  for (let i = 0; i < target.data.length; i++) {
    const from = first.data[i]!;
    target.data[i] = from + ((Math.imul(second.data[i]! - from, share) + 128) >> 8);
  }
}

function zoomPlane(
  target: Uint8Array,
  source: Uint8Array,
  width: number,
  height: number,
  scale: number,
  opacity: number,
): void {
  const columns = sampling(width, scale);
  const rows = sampling(height, scale);
  const over = Math.round(Math.min(opacity, 1) * 256);
  const { index, weight } = columns;
  const line = new Int32Array(width);
  const seen = new Uint8Array(width);
  for (let row = 0, i = 0; row < height; row++) {
    // First between two rows, then between two columns: less work than all four pixels at once.
    const upper = rows.index[row]! * width;
    const lower = upper + width;
    const down = rows.weight[row]!;
    for (let column = 0; column < width; column++) {
      const above = source[upper + column]!;
      line[column] = (above << 8) + Math.imul(source[lower + column]! - above, down);
    }
    for (let column = 0; column < width; column++) {
      const x = index[column]!;
      const left = line[x]!;
      const sum = (left << 8) + Math.imul(line[x + 1]! - left, weight[column]!);
      seen[column] = (sum + 32_768) >> 16;
    }
    if (over === 256) {
      target.set(seen, i);
      i += width;
      continue;
    }
    for (let column = 0; column < width; column++, i++) {
      const under = target[i]!;
      target[i] = under + ((Math.imul(seen[column]! - under, over) + 128) >> 8);
    }
  }
}

/** For each place along a side: the pixel it comes from, and how much of the next one. */
function sampling(length: number, scale: number): { index: Int32Array; weight: Int32Array } {
  const index = new Int32Array(length);
  const weight = new Int32Array(length);
  const middle = length / 2;
  for (let i = 0; i < length; i++) {
    const from = Math.max((i + 0.5 - middle) / scale + middle - 0.5, 0);
    const whole = Math.min(Math.floor(from), length - 2);
    index[i] = whole;
    weight[i] = Math.round(Math.min(from - whole, 1) * 256);
  }
  return { index, weight };
}
