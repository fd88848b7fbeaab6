import { clamp, ramp } from "./color.ts";
import type { Color } from "./color.ts";

/** A picture to draw on: premultiplied red, green, blue and alpha from 0 to 1. */
export interface Canvas {
  width: number;
  height: number;
  data: Float32Array;
}

/** Signed distance to the edge of a shape in pixels: negative inside. */
export type Shape = (x: number, y: number) => number;

/** Writes the colour at a point into `out`; `distance` is the shape's there. */
export type Fill = (x: number, y: number, distance: number, out: Float32Array) => void;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function createCanvas(width: number, height: number): Canvas {
  return { width, height, data: new Float32Array(width * height * 4) };
}

/**
 * Draws a shape with soft edges. `softness` is the width of the edge in pixels: 1 is crisp, large
 * values make glows and mist.
 */
export function draw(
  canvas: Canvas,
  shape: Shape,
  fill: Fill,
  options: { box?: Box; alpha?: number; softness?: number } = {},
): void {
  const { alpha = 1, softness = 1 } = options;
  const { width, height, data } = canvas;
  const box = options.box ?? { left: 0, top: 0, right: width, bottom: height };
  const left = Math.max(Math.floor(box.left), 0);
  const right = Math.min(Math.ceil(box.right), width);
  const bottom = Math.min(Math.ceil(box.bottom), height);
  const out = new Float32Array(3);
  for (let y = Math.max(Math.floor(box.top), 0); y < bottom; y++) {
    for (let x = left, i = (y * width + left) * 4; x < right; x++, i += 4) {
      const distance = shape(x + 0.5, y + 0.5);
      const cover = clamp(0.5 - distance / softness) * alpha;
      if (cover <= 0) continue;
      fill(x + 0.5, y + 0.5, distance, out);
      const keep = 1 - cover;
      data[i] = data[i]! * keep + out[0]! * cover;
      data[i + 1] = data[i + 1]! * keep + out[1]! * cover;
      data[i + 2] = data[i + 2]! * keep + out[2]! * cover;
      data[i + 3] = data[i + 3]! * keep + cover;
    }
  }
}

/** Fills a rectangle, its edges on whole pixels. */
export function fillRect(
  canvas: Canvas,
  left: number,
  top: number,
  width: number,
  height: number,
  color: Color,
  alpha = 1,
): void {
  const x = Math.round(left);
  const y = Math.round(top);
  const box = { left: x, top: y, right: x + Math.round(width), bottom: y + Math.round(height) };
  draw(canvas, () => -1, solid(color), { box, alpha });
}

/** Covers the whole canvas. */
export function cover(canvas: Canvas, fill: Fill): void {
  draw(canvas, () => -1, fill);
}

export function solid([red, green, blue]: Color): Fill {
  return (_x, _y, _distance, out) => {
    out[0] = red;
    out[1] = green;
    out[2] = blue;
  };
}

/** Colours from a top to a bottom. */
export function downward(colors: readonly [Color, ...Color[]], top: number, bottom: number): Fill {
  const steps = 1024;
  const table = new Float32Array((steps + 1) * 3);
  for (let i = 0; i <= steps; i++) table.set(ramp(colors, i / steps), i * 3);
  return (_x, y, _distance, out) => {
    const i = Math.round(clamp((y - top) / (bottom - top)) * steps) * 3;
    out[0] = table[i]!;
    out[1] = table[i + 1]!;
    out[2] = table[i + 2]!;
  };
}

/** A light that fades out from its middle. */
export function glow(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  color: Color,
  strength: number,
): void {
  const { width, data } = canvas;
  const right = Math.min(Math.ceil(x + radius), width);
  const bottom = Math.min(Math.ceil(y + radius), canvas.height);
  for (let row = Math.max(Math.floor(y - radius), 0); row < bottom; row++) {
    for (let column = Math.max(Math.floor(x - radius), 0); column < right; column++) {
      const dx = column + 0.5 - x;
      const dy = row + 0.5 - y;
      const far2 = (dx * dx + dy * dy) / (radius * radius);
      if (far2 >= 1) continue;
      const near = 1 - Math.sqrt(far2);
      const light = strength * near * near;
      const i = (row * width + column) * 4;
      const keep = 1 - light;
      data[i] = data[i]! * keep + color[0] * light;
      data[i + 1] = data[i + 1]! * keep + color[1] * light;
      data[i + 2] = data[i + 2]! * keep + color[2] * light;
      data[i + 3] = data[i + 3]! * keep + light;
    }
  }
}

/** The square around a point in which something of that radius fits. */
export function around(x: number, y: number, radius: number): Box {
  const reach = radius + 2;
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}
