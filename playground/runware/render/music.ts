import type { Style } from "../job.ts";

/** What the music of a style is made of. Notes are MIDI numbers. */
export interface Music {
  chords: readonly (readonly number[])[];
  pad: number;
  padHarmonics: readonly number[];
  pluck: number;
  pluckHarmonics: readonly number[];
  /** Which notes of the chord are plucked, in turn. */
  pattern: readonly number[];
  /** Seconds between plucked notes, and how likely each is. */
  stepS: number;
  density: number;
  ringS: number;
  /** Half-tones between the chord and what is plucked from it. */
  lift: number;
  air: number;
  /** Above this the noise of wind or rain fades out. */
  airHz: number;
}

const DUSK: Music = {
  chords: [
    [45, 57, 64, 71],
    [41, 53, 60, 69],
    [48, 55, 64, 67],
    [43, 55, 62, 71],
  ],
  pad: 1,
  padHarmonics: [1, 0.35, 0.12, 0.05],
  pluck: 0.55,
  pluckHarmonics: [1, 0.2, 0.05],
  pattern: [3, 1, 2],
  stepS: 0.8,
  density: 0.6,
  ringS: 2.2,
  lift: 12,
  air: 0.9,
  airHz: 500,
};

const MUSIC: Record<Style, Music> = {
  cyberpunk: {
    ...DUSK,
    chords: [
      [38, 50, 57, 65],
      [34, 46, 58, 65],
      [41, 53, 57, 60],
      [36, 48, 55, 64],
    ],
    padHarmonics: [1, 0.5, 0.33, 0.22, 0.14, 0.08],
    pluck: 0.5,
    pluckHarmonics: [1, 0.5, 0.33, 0.25, 0.2],
    pattern: [0, 2, 1, 3, 2, 1],
    stepS: 0.25,
    density: 0.85,
    ringS: 0.7,
    air: 0.28,
    airHz: 5_000,
  },
  anime: {
    ...DUSK,
    chords: [
      [53, 60, 64, 69],
      [55, 62, 67, 71],
      [52, 59, 64, 67],
      [57, 60, 64, 69],
    ],
    pad: 0.8,
    pluck: 0.8,
    pluckHarmonics: [1, 0.4, 0.25, 0.1],
    pattern: [0, 2, 3, 1, 3, 2],
    stepS: 0.33,
    density: 0.75,
    ringS: 1.4,
    air: 0.6,
    airHz: 900,
  },
  clay: {
    ...DUSK,
    chords: [
      [53, 57, 60, 65],
      [50, 57, 62, 65],
      [46, 53, 58, 62],
      [48, 55, 60, 64],
    ],
    pad: 0.45,
    padHarmonics: [1, 0.1],
    pluck: 1,
    // A wooden bar sounds its fourth multiple.
    pluckHarmonics: [1, 0, 0, 0.35],
    pattern: [0, 2, 1, 2, 3, 2, 1, 3],
    stepS: 0.25,
    density: 0.8,
    ringS: 0.6,
    air: 0.4,
    airHz: 400,
  },
  comic: {
    ...DUSK,
    chords: [
      [45, 57, 60, 67],
      [50, 57, 60, 66],
      [43, 55, 59, 65],
      [48, 55, 59, 64],
    ],
    pad: 0.35,
    pluck: 1,
    pluckHarmonics: [1, 0.6, 0.3, 0.15],
    pattern: [0, 3, 1, 2],
    stepS: 0.29,
    density: 0.9,
    ringS: 0.5,
    lift: 0,
    air: 0.25,
    airHz: 700,
  },
  "3d_animation": {
    ...DUSK,
    chords: [
      [48, 55, 64, 71],
      [45, 57, 64, 67],
      [53, 57, 60, 64],
      [55, 59, 62, 69],
    ],
    pad: 0.7,
    pluck: 0.7,
    // Bells ring in multiples far apart.
    pluckHarmonics: [1, 0, 0.4, 0, 0, 0.15],
    pattern: [2, 3, 1, 3],
    stepS: 0.4,
    density: 0.8,
    ringS: 1.8,
    air: 0.35,
    airHz: 600,
  },
};

export function musicOf(style: Style | undefined): Music {
  return style === undefined ? DUSK : MUSIC[style];
}
