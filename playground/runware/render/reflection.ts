import type { Picture } from "./picture.ts";

/** Turns everything below `horizon` into wet ground that mirrors what is above it, in ripples. */
export function reflect(picture: Picture, horizon: number, second: number, bright: number): void {
  const { width, height, y, u, v } = picture;
  const edge = Math.round(horizon / 2) * 2;
  mirror(y, { width, height, edge, second, scale: 1, middle: 10, keep: bright });
  const half = { width: width / 2, height: height / 2, edge: edge / 2, second, scale: 2 };
  mirror(u, { ...half, middle: 128, keep: 0.85 });
  mirror(v, { ...half, middle: 128, keep: 0.85 });
}

interface Mirror {
  width: number;
  height: number;
  edge: number;
  second: number;
  scale: number;
  /** What the values fade towards, and how much of them is kept. */
  middle: number;
  keep: number;
}

function mirror(plane: Uint8Array, options: Mirror): void {
  const { width, height, edge, second, scale, middle, keep } = options;
  const depth = height - edge;
  for (let row = edge; row < height; row++) {
    const down = (row - edge) / depth;
    const line = (row - edge) * scale;
    const wave =
      Math.sin(line * 0.21 - second * 3.1) * 0.6 + Math.sin(line * 0.57 + second * 4.3) * 0.4;
    const shift = Math.round((wave * (1 + down * 9)) / scale);
    const jump = Math.sin(line * 0.33 + second * 2.3) * down * 5;
    const from = Math.max(Math.round(edge - 1 - (row - edge) * 1.25 + jump / scale), 0);
    const strength = keep * (1 - down * 0.45);
    for (let column = 0; column < width; column++) {
      const x = Math.min(Math.max(column + shift, 0), width - 1);
      plane[row * width + column] = middle + (plane[from * width + x]! - middle) * strength;
    }
  }
}
