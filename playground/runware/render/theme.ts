import type { Style } from "../job.ts";
import { rgb } from "./color.ts";
import type { Color } from "./color.ts";

/** How the caption of a style looks. Sizes are in hundredths of the picture's short side. */
export interface Theme {
  label: string;
  font: string;
  titleSize: number;
  text: Color;
  accent: Color;
  band: Color;
  bandAlpha: number;
  corner: number;
  outline?: Color;
}

const PLAIN: Theme = {
  label: "",
  font: "DejaVuSerifCondensed",
  titleSize: 4.3,
  text: rgb("#ffffff"),
  accent: rgb("#ffd08a"),
  band: rgb("#0a0a14"),
  bandAlpha: 0.5,
  corner: 1.6,
};

const THEMES: Record<Style, Theme> = {
  cyberpunk: {
    ...PLAIN,
    label: "Cyberpunk",
    font: "DejaVuSansMono-Bold",
    titleSize: 3.7,
    text: rgb("#e9fbff"),
    accent: rgb("#ff3dbb"),
    band: rgb("#08051c"),
    bandAlpha: 0.62,
    corner: 0.4,
    outline: rgb("#22e6ff"),
  },
  anime: {
    ...PLAIN,
    label: "Anime",
    font: "DejaVuSansCondensed-Bold",
    titleSize: 4.1,
    text: rgb("#23355c"),
    accent: rgb("#ff6f91"),
    band: rgb("#ffffff"),
    bandAlpha: 0.74,
    corner: 3.4,
  },
  clay: {
    ...PLAIN,
    label: "Clay",
    font: "DejaVuSerif-Bold",
    titleSize: 3.9,
    text: rgb("#4a2c1d"),
    accent: rgb("#d9643a"),
    band: rgb("#fff4e3"),
    bandAlpha: 0.78,
    corner: 4,
  },
  comic: {
    ...PLAIN,
    label: "Comic",
    font: "DejaVuSansCondensed-BoldOblique",
    titleSize: 4.2,
    text: rgb("#141414"),
    accent: rgb("#e5262b"),
    band: rgb("#ffe14d"),
    bandAlpha: 0.94,
    corner: 0.3,
    outline: rgb("#141414"),
  },
  "3d_animation": {
    ...PLAIN,
    label: "3D animation",
    font: "DejaVuSans-Bold",
    titleSize: 3.7,
    text: rgb("#2b2450"),
    accent: rgb("#7a5cff"),
    band: rgb("#ffffff"),
    bandAlpha: 0.62,
    corner: 3.4,
  },
};

export function themeOf(style: Style | undefined): Theme {
  return style === undefined ? PLAIN : THEMES[style];
}
