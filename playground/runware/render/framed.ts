import { smoothstep } from "./color.ts";
import type { Picture } from "./picture.ts";
import type { Scene, Stage } from "./stage.ts";
import { zoomInto } from "./zoom.ts";

// More would move the picture away from what was given.
const ZOOM = 0.1;

/** What happens between, or around, the given frames. */
export interface Framed {
  first: Picture | undefined;
  last: Picture | undefined;
  /** Shown where there is no frame: before a lone last one. */
  scene: Scene | undefined;
  /** Drawn over the frames, strongest in the middle of the video. */
  weather: (picture: Picture, second: number, strength: number) => void;
}

/**
 * A video that starts exactly on the first frame and ends exactly on the last. Between two it
 * fades from one to the other over its whole length, the camera always going slowly forward.
 */
export function framedScene(stage: Stage, framed: Framed): Scene {
  const { first, last, scene, weather } = framed;
  return {
    paint(picture, second) {
      const part = second / (stage.durationS - 1 / 24);
      const faded = last ? smoothstep(0.1, 0.9, part) : 0;
      if (first && faded < 1) zoomInto(picture, first, 1 + ZOOM * part, 1);
      else if (scene && faded < 1) scene.paint(picture, second);
      if (last) zoomInto(picture, last, 1 + ZOOM * (1 - Math.min(part, 1)), faded);
      const calmStart = first ? smoothstep(0, 0.2, part) : 1;
      const calmEnd = last ? smoothstep(1, 0.8, part) : 1;
      weather(picture, second, Math.min(calmStart, calmEnd));
    },
  };
}
