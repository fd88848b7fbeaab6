import type { Style } from "../job.ts";
import type { Picture } from "./picture.ts";
import type { Stage } from "./stage.ts";

/** What drifts through the air in a style, with a strength from 0 to 1. */
export type Weather = (picture: Picture, second: number, strength: number) => void;

export function weatherOf(_style: Style | undefined, _stage: Stage): Weather {
  return () => undefined;
}
