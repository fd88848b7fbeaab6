import { smoothstep } from "./color.ts";
import { createPicture } from "./picture.ts";
import type { Picture } from "./picture.ts";
import type { Scene, Stage } from "./stage.ts";
import { mixPictures, zoomInto } from "./zoom.ts";

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
 * fades from one to the other over its whole length, while the camera goes slowly in and out.
 */
export function framedScene(stage: Stage, framed: Framed): Scene {
  const { first, last, scene, weather } = framed;
  // Two pictures are mixed before they are enlarged: enlarging is what takes the time.
  const both =
    first && last ? { first, last, mixed: createPicture(stage.width, stage.height) } : undefined;
  return {
    paint(picture, second) {
      const part = second / (stage.durationS - 1 / 24);
      const faded = last ? smoothstep(0.1, 0.9, part) : 0;
      if (both) {
        const { mixed } = both;
        if (faded > 0 && faded < 1) mixPictures(mixed, both.first, both.last, faded);
        const source = faded <= 0 ? both.first : faded >= 1 ? both.last : mixed;
        const near = part >= 1 ? 0 : Math.sin(Math.PI * part);
        zoomInto(picture, source, 1 + ZOOM * near, 1);
      } else if (first) zoomInto(picture, first, 1 + ZOOM * part, 1);
      else if (scene && faded < 1) scene.paint(picture, second);
      if (last && !both) zoomInto(picture, last, 1 + ZOOM * (1 - Math.min(part, 1)), faded);
      const calmStart = first ? smoothstep(0, 0.2, part) : 1;
      const calmEnd = last ? smoothstep(1, 0.8, part) : 1;
      weather(picture, second, Math.min(calmStart, calmEnd));
    },
  };
}
