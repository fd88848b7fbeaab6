import type { Rgb } from "./canvas.ts";
import { added, CYAN, MAGENTA, scaled } from "./look.ts";
import { hash } from "./noise.ts";

const PITCH_X = 14;
const PITCH_Y = 11;

/** Glowing traces that run along the joints of the stones; `share` of them are there. */
export function circuits(x: number, y: number, share: number): Rgb {
  if (share <= 0) return [0, 0, 0];
  const row = Math.round(y / PITCH_Y);
  const column = Math.round(x / PITCH_X);
  const stretch = Math.floor(x / (PITCH_X * 3));
  const across = hash(row * 3 + 1, stretch) < 0.42 * share ? line(y - row * PITCH_Y) : 0;
  const storey = Math.floor(y / (PITCH_Y * 2));
  const down = hash(column * 5 + 2, storey) < 0.26 * share ? line(x - column * PITCH_X) : 0;
  const isNode = hash(column, row * 7 + 3) < 0.1 * share;
  const node = isNode ? disc(Math.hypot(x - column * PITCH_X, y - row * PITCH_Y)) : 0;
  const colour = hash(Math.floor(x / 90), Math.floor(y / 75)) < 0.62 ? CYAN : MAGENTA;
  return added(scaled(colour, 0.95 * Math.max(across, down)), scaled(colour, 2.2 * node));
}

const line = (away: number): number =>
  Math.exp(-((away / 0.75) ** 2)) + 0.13 * Math.exp(-Math.abs(away) / 2.4);

const disc = (away: number): number => (away < 2 ? 1 : Math.exp(-((away - 2) ** 2)));
