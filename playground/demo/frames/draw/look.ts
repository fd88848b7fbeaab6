import type { Rgb } from "./canvas.ts";

/** The same place at one time of day. */
export interface Look {
  night: boolean;
  /** From above to the horizon. */
  sky: readonly [Rgb, Rgb, Rgb];
  /** The sun, or the moon in its place. */
  disc: Rgb;
  discGlow: Rgb;
  /** What distance turns into. */
  haze: Rgb;
  /** Light from the disc's side, and from everywhere. */
  key: Rgb;
  ambient: Rgb;
  leafLit: Rgb;
  leafDark: Rgb;
  exposure: number;
}

export const DISC = { x: 398, y: 196, radius: 34 };
export const WATERLINE = 588;

export const DAWN: Look = {
  night: false,
  sky: [
    [0.1, 0.22, 0.36],
    [0.62, 0.4, 0.24],
    [1.35, 0.62, 0.17],
  ],
  disc: [14, 9.5, 4.6],
  discGlow: [1.9, 0.92, 0.24],
  haze: [0.92, 0.47, 0.16],
  key: [3.6, 1.8, 0.6],
  ambient: [0.24, 0.22, 0.26],
  leafLit: [0.52, 0.44, 0.06],
  leafDark: [0.018, 0.034, 0.014],
  exposure: 0.74,
};

export const NIGHT: Look = {
  night: true,
  sky: [
    [0.006, 0.007, 0.03],
    [0.035, 0.014, 0.1],
    [0.3, 0.035, 0.3],
  ],
  disc: [0.9, 1.3, 1.9],
  discGlow: [0.12, 0.2, 0.42],
  haze: [0.13, 0.03, 0.2],
  key: [0.1, 0.17, 0.34],
  ambient: [0.075, 0.05, 0.13],
  leafLit: [0.02, 0.09, 0.13],
  leafDark: [0.004, 0.005, 0.014],
  exposure: 1.15,
};

export const CYAN: Rgb = [0.04, 1.15, 1.5];
export const MAGENTA: Rgb = [1.6, 0.06, 0.95];
export const AMBER: Rgb = [1.7, 0.6, 0.06];

export const scaled = ([r, g, b]: Rgb, by: number): Rgb => [r * by, g * by, b * by];
export const added = (a: Rgb, b: Rgb): Rgb => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const times = (a: Rgb, b: Rgb): Rgb => [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
export const blended = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];
