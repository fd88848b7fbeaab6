import type { Style } from "../job.ts";
import { rgb } from "./color.ts";
import { motes } from "./motes.ts";
import { petals } from "./petals.ts";
import type { Picture } from "./picture.ts";
import { rain } from "./rain.ts";
import type { Stage } from "./stage.ts";

/** What drifts through the air in a style, with a strength from 0 to 1. */
export type Weather = (picture: Picture, second: number, strength: number) => void;

/** Drawn over given frames, so that their style shows too. */
export function weatherOf(style: Style | undefined, stage: Stage): Weather {
  switch (style) {
    case "cyberpunk": {
      const fall = rain(stage);
      const lamps = { count: 12, size: 0.07, color: rgb("#ff3dbb"), light: 0.28 };
      const glimmer = motes(stage, lamps);
      const cold = motes(stage, { ...lamps, color: rgb("#22e6ff") });
      return (picture, second, strength) => {
        glimmer(picture, second, strength);
        cold(picture, second, strength);
        fall(picture, second, strength * 0.9);
      };
    }
    case "anime":
      return petals(stage);
    case "clay":
      return petals(stage, [rgb("#e8843c"), rgb("#c8503a"), rgb("#f0b65a")]);
    case "comic":
      return petals(stage, [rgb("#ffe14d"), rgb("#e5262b"), rgb("#2aa5e0")]);
    case "3d_animation":
      return motes(stage, { count: 26, size: 0.045, color: [1, 1, 1], light: 0.5 });
    case undefined:
      return motes(stage, { count: 30, size: 0.018, color: rgb("#ffe2b0"), light: 0.6 });
  }
}
