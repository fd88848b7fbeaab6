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
  for (let row = 0, i = 0; row < height; row++) {
    const upper = rows.index[row]! * width;
    const lower = Math.min(upper + width, (height - 1) * width);
    const down = rows.weight[row]!;
    for (let column = 0; column < width; column++, i++) {
      const x = columns.index[column]!;
      const right = columns.weight[column]!;
      const a = source[upper + x]! * (256 - right) + source[upper + x + 1]! * right;
      const b = source[lower + x]! * (256 - right) + source[lower + x + 1]! * right;
      const value = (a * (256 - down) + b * down + 32_768) >> 16;
      target[i] = over === 256 ? value : (value * over + target[i]! * (256 - over) + 128) >> 8;
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
