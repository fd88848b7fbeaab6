import { createCanvas, glow } from "./canvas.ts";
import type { Color } from "./color.ts";
import type { Picture } from "./picture.ts";
import { put } from "./put.ts";
import { spriteOf } from "./sprite.ts";
import type { Stage } from "./stage.ts";

/** Soft spots of light that rise slowly and breathe: dust in the sun, or lamps out of focus. */
export function motes(
  stage: Stage,
  options: { count: number; size: number; color: Color; light: number },
): (picture: Picture, second: number, strength: number) => void {
  const { width, height, random } = stage;
  const sizes = [0.4, 0.7, 1].map((part) => Math.ceil(height * options.size * part) * 2);
  const sprites = sizes.map((size) => {
    const canvas = createCanvas(size, size);
    glow(canvas, size / 2, size / 2, size / 2, options.color, 1);
    return spriteOf(canvas, stage.matrix);
  });
  const spots = Array.from({ length: options.count }, () => ({
    sprite: random.pick(sprites as [(typeof sprites)[number]]),
    x: random.next(),
    y: random.next(),
    rise: random.between(0.01, 0.05),
    drift: random.between(-0.02, 0.02),
    phase: random.between(0, 7),
  }));
  return (picture, second, strength) => {
    for (const { sprite, x, y, rise, drift, phase } of spots) {
      const left = (((x + drift * second) % 1) + 1) % 1;
      const top = (((y - rise * second) % 1.1) + 1.1) % 1.1;
      const breath = 0.55 + 0.45 * Math.sin(second * 1.3 + phase);
      const opacity = options.light * breath * strength;
      put(picture, sprite, left * width - sprite.width / 2, top * height - sprite.height, opacity);
    }
  };
}
