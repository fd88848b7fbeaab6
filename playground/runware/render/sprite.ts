import type { Canvas } from "./canvas.ts";
import { findRuns } from "./runs.ts";
import type { Runs } from "./runs.ts";
import { lumaWeights } from "./picture.ts";
import type { ColorMatrix } from "./picture.ts";

/** One plane of a sprite, with an empty column and row on every side for the pixels in between. */
export interface Plane {
  width: number;
  height: number;
  stride: number;
  /** Premultiplied by alpha. */
  value: Uint8Array;
  alpha: Uint8Array;
  /** Per row: the first visible column and the one after the last. */
  from: Int32Array;
  to: Int32Array;
  /** Which columns of each row show through and which hide what is under them. */
  runs: Runs;
}

/** A canvas made ready to be put into video pictures, again and again. */
export interface Sprite {
  width: number;
  height: number;
  y: Plane;
  u: Plane;
  v: Plane;
}

/** Turns a canvas into a sprite. Its sides must be even. */
export function spriteOf(canvas: Canvas, matrix: ColorMatrix): Sprite {
  const { width, height } = canvas;
  const y = createPlane(width, height);
  const u = createPlane(width / 2, height / 2);
  const v = { ...u, value: new Uint8Array(u.value.length) };
  fillLuma(y, canvas, matrix);
  fillChroma(u, v, canvas, matrix);
  y.runs = findRuns(y);
  u.runs = findRuns(u);
  v.runs = u.runs;
  return { width, height, y, u, v };
}

function fillLuma(plane: Plane, canvas: Canvas, matrix: ColorMatrix): void {
  const { width, height, data } = canvas;
  const { red, green, blue } = lumaWeights(matrix);
  for (let row = 0, i = 0; row < height; row++) {
    let at = (row + 1) * plane.stride + 1;
    for (let column = 0; column < width; column++, i += 4, at++) {
      const alpha = data[i + 3]!;
      if (alpha <= 0) continue;
      const luma = red * data[i]! + green * data[i + 1]! + blue * data[i + 2]!;
      // Without a little noise wide gradients show bands.
      const dither = ((column * 37 + row * 57 + ((column * row) & 31)) & 63) / 64;
      plane.value[at] = 219 * luma + 16 * alpha + dither;
      plane.alpha[at] = alpha * 255 + 0.5;
    }
  }
}

function fillChroma(u: Plane, v: Plane, canvas: Canvas, matrix: ColorMatrix): void {
  const { width, data } = canvas;
  const weights = lumaWeights(matrix);
  const blueScale = 224 / (2 * (1 - weights.blue)) / 4;
  const redScale = 224 / (2 * (1 - weights.red)) / 4;
  for (let row = 0; row < u.height; row++) {
    let a = row * 2 * width * 4;
    let at = (row + 1) * u.stride + 1;
    for (let column = 0; column < u.width; column++, a += 8, at++) {
      const b = a + width * 4;
      const alpha = (data[a + 3]! + data[a + 7]! + data[b + 3]! + data[b + 7]!) / 4;
      if (alpha <= 0) continue;
      const red = data[a]! + data[a + 4]! + data[b]! + data[b + 4]!;
      const green = data[a + 1]! + data[a + 5]! + data[b + 1]! + data[b + 5]!;
      const blue = data[a + 2]! + data[a + 6]! + data[b + 2]! + data[b + 6]!;
      const luma = weights.red * red + weights.green * green + weights.blue * blue;
      u.value[at] = (blue - luma) * blueScale + 128 * alpha + 0.5;
      v.value[at] = (red - luma) * redScale + 128 * alpha + 0.5;
      u.alpha[at] = alpha * 255 + 0.5;
    }
  }
}

function createPlane(width: number, height: number): Plane {
  const stride = width + 2;
  return {
    width,
    height,
    stride,
    value: new Uint8Array(stride * (height + 2)),
    alpha: new Uint8Array(stride * (height + 2)),
    from: new Int32Array(height),
    to: new Int32Array(height),
    runs: { rows: new Int32Array(height + 1), list: new Int32Array(0) },
  };
}
