import { draw } from "./canvas.ts";
import { mix, rgb } from "./color.ts";
import type { Color } from "./color.ts";
import type { Picture } from "./picture.ts";
import { put } from "./put.ts";
import { prepare } from "./stage.ts";
import type { Stage } from "./stage.ts";

const TURNS = 12;

/** Petals that turn as they drift down with the wind. */
export function petals(
  stage: Stage,
  colors: readonly [Color, ...Color[]] = [rgb("#ffc1d6"), rgb("#ff9fc0"), rgb("#ffe3ec")],
): (picture: Picture, second: number, strength: number) => void {
  const { width, height, random } = stage;
  const sizes = [0.008, 0.012, 0.02].map((part) => height * part);
  const kinds = sizes.map((size, index) =>
    Array.from({ length: TURNS }, (_, turn) =>
      petal(stage, size, turn, colors[index] ?? colors[0]),
    ),
  );
  const drifting = Array.from({ length: 34 }, () => {
    const near = Math.floor(random.next() ** 1.7 * 3);
    return {
      near,
      x: random.next(),
      y: random.next(),
      fall: (0.05 + near * 0.05) * random.between(0.8, 1.3),
      wind: (0.05 + near * 0.05) * random.between(0.8, 1.3),
      spin: random.between(4, 9),
      phase: random.between(0, 9),
    };
  });
  return (picture, second, strength) => {
    for (const { near, x, y, fall, wind, spin, phase } of drifting) {
      const sway = Math.sin(second * 1.7 + phase) * 0.02;
      const left = (((x - wind * second + sway) % 1.1) + 1.1) % 1.1;
      const top = (y + fall * second) % 1.1;
      const turn = Math.floor(second * spin + phase) % TURNS;
      const sprite = kinds[near]?.[turn];
      if (!sprite) continue;
      put(picture, sprite, left * width - sprite.width, top * height - sprite.height, strength);
    }
  };
}

/** An oval seen ever more from its side as it turns. */
function petal(stage: Stage, size: number, turn: number, color: Color) {
  const angle = (turn / TURNS) * Math.PI * 2;
  const thin = 0.35 + 0.3 * Math.abs(Math.sin(angle));
  const [cos, sin] = [Math.cos(angle * 0.7), Math.sin(angle * 0.7)];
  return prepare(stage, size * 2.4, size * 2.4, (canvas) => {
    const middle = canvas.width / 2;
    const shape = (px: number, py: number): number => {
      const x = (px - middle) * cos + (py - middle) * sin;
      const y = (py - middle) * cos - (px - middle) * sin;
      return (Math.sqrt((x / size) ** 2 + (y / (size * thin)) ** 2) - 1) * size * thin;
    };
    draw(canvas, shape, (x, _y, _d, out) =>
      out.set(mix(color, [1, 1, 1], (x / canvas.width) * 0.6)),
    );
  });
}
