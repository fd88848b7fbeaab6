import { clamp } from "./noise.ts";

/** Red, green, blue in linear light; 1 is white, more is brighter than the screen. */
export type Rgb = readonly [number, number, number];

export const WIDTH = 1280;
export const HEIGHT = 720;
/** Drawn larger and averaged down, for smooth edges. */
const SCALE = 2;
const W = WIDTH * SCALE;
const H = HEIGHT * SCALE;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const WHOLE: Box = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT };

/** A picture of `WIDTH` × `HEIGHT` units. */
export class Canvas {
  readonly light = new Float32Array(W * H * 3);

  /** Lays `paint`'s colour over each point, as far as `cover` says: 0 not at all, 1 wholly. */
  paint(
    paint: (x: number, y: number) => Rgb,
    cover: (x: number, y: number) => number,
    box = WHOLE,
  ) {
    this.#each(box, (at, x, y) => {
      const share = clamp(cover(x, y));
      if (share <= 0) return;
      const colour = paint(x, y);
      for (let channel = 0; channel < 3; channel += 1) {
        const under = this.light[at + channel] ?? 0;
        this.light[at + channel] = under + ((colour[channel] ?? 0) - under) * share;
      }
    });
  }

  /** Adds light. */
  shine(paint: (x: number, y: number) => Rgb, box = WHOLE) {
    this.#each(box, (at, x, y) => {
      const colour = paint(x, y);
      for (let channel = 0; channel < 3; channel += 1) {
        this.light[at + channel] = (this.light[at + channel] ?? 0) + (colour[channel] ?? 0);
      }
    });
  }

  /** The colour at a point, from the nearest sample. */
  at(x: number, y: number): Rgb {
    const column = clamp(Math.round(x * SCALE), 0, W - 1);
    const row = clamp(Math.round(y * SCALE), 0, H - 1);
    const at = (row * W + column) * 3;
    return [this.light[at] ?? 0, this.light[at + 1] ?? 0, this.light[at + 2] ?? 0];
  }

  copy(): Canvas {
    const copy = new Canvas();
    copy.light.set(this.light);
    return copy;
  }

  /** What is brighter than `threshold`, spread over `radius` units. */
  bloom(threshold: number, radius: number, strength: number) {
    const glow = new Float32Array(this.light.length);
    for (const [at, value] of this.light.entries()) glow[at] = Math.max(0, value - threshold);
    for (let pass = 0; pass < 3; pass += 1) {
      blur(glow, Math.round((radius * SCALE) / 2), 3, W * 3, W, H);
      blur(glow, Math.round((radius * SCALE) / 2), W * 3, 3, H, W);
    }
    for (const [at, value] of glow.entries()) {
      this.light[at] = (this.light[at] ?? 0) + value * strength;
    }
  }

  /** 8-bit RGB of `WIDTH` × `HEIGHT`, darker towards the corners. */
  developed(exposure: number): Buffer {
    const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) {
        const away = Math.hypot(x / WIDTH - 0.5, (y / HEIGHT - 0.5) * 0.8);
        const vignette = exposure * (1 - 0.95 * away * away);
        for (let channel = 0; channel < 3; channel += 1) {
          let sum = 0;
          for (let sample = 0; sample < SCALE * SCALE; sample += 1) {
            const row = y * SCALE + Math.floor(sample / SCALE);
            const column = x * SCALE + (sample % SCALE);
            sum += filmed((this.light[(row * W + column) * 3 + channel] ?? 0) * vignette);
          }
          pixels[(y * WIDTH + x) * 3 + channel] = Math.round((255 * sum) / (SCALE * SCALE));
        }
      }
    }
    return pixels;
  }

  #each(box: Box, visit: (at: number, x: number, y: number) => void) {
    const top = Math.max(0, Math.floor(box.top * SCALE));
    const bottom = Math.min(H, Math.ceil(box.bottom * SCALE));
    const left = Math.max(0, Math.floor(box.left * SCALE));
    const right = Math.min(W, Math.ceil(box.right * SCALE));
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right; column += 1) {
        visit((row * W + column) * 3, (column + 0.5) / SCALE, (row + 0.5) / SCALE);
      }
    }
  }
}

/** Linear light to a screen's value, with film's soft shoulder. */
function filmed(light: number): number {
  const toned = (light * (2.51 * light + 0.03)) / (light * (2.43 * light + 0.59) + 0.14);
  return clamp(toned) ** (1 / 2.2);
}

/** A box blur along one direction, in place. */
function blur(
  values: Float32Array,
  radius: number,
  along: number,
  across: number,
  length: number,
  lines: number,
) {
  const line = new Float32Array(length);
  const share = 1 / (2 * radius + 1);
  for (let index = 0; index < lines; index += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const start = index * across + channel;
      let sum = 0;
      for (let at = 0; at < length; at += 1) line[at] = values[start + at * along] ?? 0;
      for (let at = -radius; at < length; at += 1) {
        sum += (line[at + radius] ?? 0) - (line[at - radius - 1] ?? 0);
        if (at >= 0) values[start + at * along] = sum * share;
      }
    }
  }
}
