import { createCanvas } from "./canvas.ts";
import type { Canvas } from "./canvas.ts";
import type { ColorMatrix, Picture } from "./picture.ts";
import type { Random } from "./random.ts";
import { spriteOf } from "./sprite.ts";
import type { Sprite } from "./sprite.ts";

/** What a scene is made for. */
export interface Stage {
  width: number;
  height: number;
  durationS: number;
  matrix: ColorMatrix;
  random: Random;
}

/** A moving picture: paints all of the picture as it is at a second. */
export interface Scene {
  paint(picture: Picture, second: number): void;
}

/** Draws something once, to be put into every picture; sizes are rounded up to even pixels. */
export function prepare(
  stage: Stage,
  width: number,
  height: number,
  drawing: (canvas: Canvas) => void,
): Sprite {
  const canvas = createCanvas(Math.ceil(width / 2) * 2, Math.ceil(height / 2) * 2);
  drawing(canvas);
  return spriteOf(canvas, stage.matrix);
}

/** How far a camera that starts and stops gently has come at a second, from 0 to 1. */
export function travelled(stage: Stage, second: number): number {
  const t = second / stage.durationS;
  // Half even speed, half ease: it never quite stands still, so the loop of a player looks alive.
  return t * 0.5 + (1 - Math.cos(Math.PI * t)) * 0.25;
}
