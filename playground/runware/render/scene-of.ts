import type { Style } from "../job.ts";
import { cinematic } from "./scenes/cinematic.ts";
import type { Scene, Stage } from "./stage.ts";

/** The scene that belongs to a style. */
export function sceneOf(_style: Style | undefined, stage: Stage): Scene {
  return cinematic(stage);
}
