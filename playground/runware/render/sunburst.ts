import type { Color } from "./color.ts";
import { lumaWeights } from "./picture.ts";
import type { ColorMatrix, Picture } from "./picture.ts";
import type { Stage } from "./stage.ts";

const STEPS = 8192;

/** Rays of two colours that turn about a point and fill the whole picture. */
export function sunburst(
  stage: Stage,
  options: { x: number; y: number; rays: number; colors: readonly [Color, Color] },
): (picture: Picture, turn: number) => void {
  const { width, height, matrix } = stage;
  const { x, y, rays } = options;
  const angles = angleMap(width, height, x, y);
  const small = angleMap(width / 2, height / 2, x / 2, y / 2);
  const [a, b] = options.colors.map((color) => yuvOf(color, matrix)) as [number[], number[]];
  const tables = [0, 1, 2].map(() => new Uint8Array(STEPS));

  return (picture, turn) => {
    for (let i = 0; i < STEPS; i++) {
      const place = ((i / STEPS + turn) * rays) % 1;
      // A soft edge: without it the rays have steps.
      const part = Math.min(Math.max((Math.abs(place - 0.5) - 0.25) * 60 + 0.5, 0), 1);
      tables.forEach((table, plane) => (table[i] = a[plane]! + (b[plane]! - a[plane]!) * part));
    }
    const [yTable, uTable, vTable] = tables as [Uint8Array, Uint8Array, Uint8Array];
    for (let i = 0; i < angles.length; i++) picture.y[i] = yTable[angles[i]!]!;
    for (let i = 0; i < small.length; i++) {
      picture.u[i] = uTable[small[i]!]!;
      picture.v[i] = vTable[small[i]!]!;
    }
  };
}

function angleMap(width: number, height: number, x: number, y: number): Uint16Array {
  const angles = new Uint16Array(width * height);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const angle = Math.atan2(row + 0.5 - y, column + 0.5 - x) / (2 * Math.PI) + 0.5;
      angles[i] = Math.floor(angle * STEPS) % STEPS;
    }
  }
  return angles;
}

function yuvOf([red, green, blue]: Color, matrix: ColorMatrix): number[] {
  const weights = lumaWeights(matrix);
  const luma = weights.red * red + weights.green * green + weights.blue * blue;
  const u = (blue - luma) / (2 * (1 - weights.blue));
  const v = (red - luma) / (2 * (1 - weights.red));
  return [16 + 219 * luma, 128 + 224 * u, 128 + 224 * v];
}
