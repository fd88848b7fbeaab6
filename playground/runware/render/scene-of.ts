import type { Style } from "../job.ts";
import { animation3d } from "./scenes/animation-3d.ts";
import { anime } from "./scenes/anime.ts";
import { cinematic } from "./scenes/cinematic.ts";
import { clay } from "./scenes/clay.ts";
import { comic } from "./scenes/comic.ts";
import { cyberpunk } from "./scenes/cyberpunk.ts";
import type { Scene, Stage } from "./stage.ts";

const SCENES: Record<Style, (stage: Stage) => Scene> = {
  anime,
  clay,
  comic,
  cyberpunk,
  "3d_animation": animation3d,
};

/** The scene that belongs to a style. */
export function sceneOf(style: Style | undefined, stage: Stage): Scene {
  return (style === undefined ? cinematic : SCENES[style])(stage);
}
