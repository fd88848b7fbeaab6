import { cover, downward, draw, glow, solid as flat } from "../canvas.ts";
import { mix, rgb } from "../color.ts";
import type { Color } from "../color.ts";
import { motes } from "../motes.ts";
import { put } from "../put.ts";
import type { Random } from "../random.ts";
import { solidSprite } from "../solid-sprite.ts";
import { ball, cube, pill, ring, turned } from "../solids.ts";
import type { Solid } from "../solids.ts";
import type { Sprite } from "../sprite.ts";
import { prepare, travelled } from "../stage.ts";
import type { Scene, Stage } from "../stage.ts";

interface Studio {
  wall: readonly [Color, Color];
  floor: Color;
  paints: readonly [Color, Color, Color, Color, Color];
}

const CANDY = studio("#b8a6ff", "#ffd9ec", "#f3c6e6", [
  "#ff6f91",
  "#ffc75f",
  "#6fd6ff",
  "#8f7bff",
  "#63e6be",
]);
const MINT = studio("#8fd8d2", "#eafff4", "#c8f0df", [
  "#ff8a5c",
  "#ffd166",
  "#3fa7d6",
  "#ef5d7a",
  "#7bd389",
]);
const PEACH = studio("#ffb199", "#fff0dc", "#ffdcc2", [
  "#5b8def",
  "#ff5d73",
  "#ffc145",
  "#3ec1a7",
  "#9b6bdf",
]);

/** Seconds of one turn are this many pictures: a body is drawn once for each. */
const VIEWS = 20;

/** Toys that float in a bright studio: what `3d_animation` gets. */
export function animation3d(stage: Stage): Scene {
  const { width, height, random } = stage;
  const { wall, floor, paints } = random.pick([CANDY, MINT, PEACH]);
  const edge = height * 0.66;
  const short = Math.min(width * 0.7, height);

  const backdrop = prepare(stage, width, height, (canvas) => {
    cover(canvas, downward([wall[0], wall[1]], 0, edge));
    const ground = downward([mix(floor, wall[1], 0.7), floor], edge * 0.92, height);
    // A studio has no corner: the wall bends into the floor.
    draw(canvas, (_x, y) => edge - y, ground, { softness: height * 0.22 });
    glow(canvas, width * 0.3, height * 0.1, height * 0.9, [1, 1, 1], 0.55);
  });
  const shadow = prepare(stage, height * 0.5, height * 0.09, (canvas) => {
    const [cx, cy] = [canvas.width / 2, canvas.height / 2];
    const oval = (x: number, y: number): number =>
      (Math.sqrt(((x - cx) / cx) ** 2 + ((y - cy) / cy) ** 2) - 0.5) * cy;
    draw(canvas, oval, flat(mix(floor, rgb("#2b1d5a"), 0.75)), { alpha: 0.5, softness: cy });
  });
  const large: Solid[] = shuffled([ball, cube, ring, pill], random);
  const shapes: Solid[] = [...large, ball, cube, ring, ball, ball];
  const bodies = shapes.map((shape, index) => {
    const big = index < large.length;
    const size = short * (big ? random.between(0.14, 0.18) : random.between(0.03, 0.065));
    const slot = big ? (index + 0.5) / large.length : (index - large.length) / large.length;
    return {
      views: views(
        stage,
        shape,
        size,
        paints[(index + (big ? 0 : 2)) % paints.length] ?? paints[0],
      ),
      x: slot * 0.98 + random.between(-0.03, 0.03),
      y: big ? random.between(0.3, 0.45) : random.between(0.1, 0.56),
      size,
      lift: random.between(0.02, 0.045),
      phase: random.between(0, 7),
      near: big ? 1 : 0.55,
    };
  });
  bodies.sort((a, b) => a.near - b.near);
  const sparkle = motes(stage, { count: 16, size: 0.02, color: [1, 1, 1], light: 0.55 });

  return {
    paint(picture, second) {
      const way = travelled(stage, second) - 0.5;
      put(picture, backdrop, 0, 0);
      const places = bodies.map((body) => {
        const bob = Math.sin(second * 1.5 + body.phase) * body.lift;
        const x = (body.x - way * 0.12 * body.near) * width;
        return { ...body, x, y: (body.y + bob) * height, bob };
      });
      for (const { x, bob, near, size } of places) {
        const opacity = (0.75 + bob * 8) * near * Math.min(size / (short * 0.15), 1);
        const top = height * (0.74 + 0.06 * near) - shadow.height / 2;
        put(picture, shadow, x - shadow.width / 2, Math.round(top), opacity);
      }
      for (const { views: all, x, y, phase } of places) {
        const view = all[Math.floor(second * 12 + phase * 3) % all.length];
        if (view) put(picture, view, x - view.width / 2, y - view.height / 2);
      }
      sparkle(picture, second, 1);
    },
  };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** A body from all sides; what looks the same from all sides only once. */
function views(stage: Stage, shape: Solid, size: number, color: Color): Sprite[] {
  if (shape === ball) return [solidSprite(stage, ball, size, color)];
  // A cube looks the same after a quarter of a turn, a ring and a pill after a half.
  const period = shape === cube ? Math.PI / 2 : Math.PI;
  return Array.from({ length: VIEWS }, (_, i) =>
    solidSprite(stage, turned(shape, (i / VIEWS) * period, 0.5), size, color),
  );
}

function studio(
  wall: string,
  low: string,
  floor: string,
  paints: [string, string, string, string, string],
): Studio {
  const colors = paints.map(rgb) as [Color, Color, Color, Color, Color];
  return { wall: [rgb(wall), rgb(low)], floor: rgb(floor), paints: colors };
}
