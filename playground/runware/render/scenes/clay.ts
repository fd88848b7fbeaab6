import { around, cover, downward, draw } from "../canvas.ts";
import type { Box, Canvas, Shape } from "../canvas.ts";
import { clayFill } from "../clay-fill.ts";
import { mix, rgb } from "../color.ts";
import type { Color } from "../color.ts";
import { put } from "../put.ts";
import { smoothNoise } from "../random.ts";
import { below, circle, melt, polygon, roundedBox, stroke, union } from "../shapes.ts";
import { prepare, travelled } from "../stage.ts";
import type { Scene, Stage } from "../stage.ts";

// Clay figures are moved by hand between photographs: twelve a second.
const PHOTOS_PER_S = 12;

const WALLS: readonly [readonly [Color, Color], ...(readonly [Color, Color])[]] = [
  [rgb("#f6c98f"), rgb("#fdeccb")],
  [rgb("#9cc9c4"), rgb("#f3ead2")],
  [rgb("#f2a98c"), rgb("#fbe3cd")],
];

/** A village on a table, kneaded by hand: what `clay` gets. */
export function clay(stage: Stage): Scene {
  const { width, height, random } = stage;
  const [top, bottom] = random.pick(WALLS);
  const backdrop = prepare(stage, width, height, (canvas) => {
    cover(canvas, downward([top, bottom], 0, height * 0.75));
  });
  const sunSize = height * 0.24;
  const sun = prepare(stage, sunSize, sunSize, (canvas) => {
    const disc = circle(sunSize / 2, sunSize / 2, sunSize * 0.42);
    shade(
      canvas,
      stage,
      disc,
      rgb("#f7a531"),
      sunSize * 0.4,
      around(sunSize / 2, sunSize / 2, sunSize / 2),
    );
  });
  const clouds = Array.from({ length: 4 }, (_, index) => ({
    sprite: cloud(stage, height * random.between(0.05, 0.075)),
    x: (index + random.between(0.1, 0.8)) / 4,
    y: height * random.between(0.05, 0.3),
    speed: random.between(0.01, 0.025),
    phase: random.between(0, 6),
  }));
  const hills = [
    { travel: 0.04, line: 0.5, swing: 0.07, color: rgb("#9cb86a") },
    { travel: 0.1, line: 0.6, swing: 0.06, color: rgb("#7ea356") },
    { travel: 0.2, line: 0.74, swing: 0.045, color: rgb("#c9744a") },
  ].map((hill, index) => ({ travel: hill.travel, sprite: land(stage, hill, index) }));
  const sunX = width * random.between(0.15, 0.8);

  return {
    paint(picture, second) {
      const photo = Math.floor(second * PHOTOS_PER_S) / PHOTOS_PER_S;
      const way = travelled(stage, photo);
      // No figure is put back exactly where it stood.
      const nudge = (phase: number): number => Math.sin(photo * 37 + phase) * height * 0.0012;
      put(picture, backdrop, 0, 0);
      const bob = Math.sin(photo * 1.6) * height * 0.012;
      put(picture, sun, sunX + nudge(1), height * 0.1 + bob + nudge(2));
      for (const { sprite, x, y, speed, phase } of clouds) {
        const left = ((x + speed * photo) % 1.2) * width - width * 0.1;
        put(picture, sprite, left + nudge(phase), y + nudge(phase + 3));
      }
      for (const { sprite, travel } of hills) {
        put(picture, sprite, -width * travel * way + nudge(travel * 90), height - sprite.height);
      }
    },
  };
}

function shade(
  canvas: Canvas,
  stage: Stage,
  shape: Shape,
  color: Color,
  round: number,
  box: Box,
): void {
  draw(canvas, shape, clayFill(shape, color, round, stage.random), { box, softness: 1.5 });
}

function cloud(stage: Stage, size: number) {
  const { random } = stage;
  return prepare(stage, size * 5.2, size * 3, (canvas) => {
    const balls = [-1.5, -0.6, 0.3, 1.2].map((side) =>
      circle(
        canvas.width / 2 + side * size,
        size * random.between(1.3, 1.7),
        size * random.between(0.6, 0.95),
      ),
    );
    const box = { left: 0, top: 0, right: canvas.width, bottom: canvas.height };
    shade(canvas, stage, melt(size * 0.14, balls), rgb("#fffaf0"), size * 0.8, box);
  });
}

/** A strip of land with what stands on it. */
function land(
  stage: Stage,
  hill: { travel: number; line: number; swing: number; color: Color },
  index: number,
) {
  const { width, height, random } = stage;
  const noise = smoothNoise(random);
  const room = height * 0.26;
  const line = (x: number): number =>
    room + noise((x / width) * 3 + index * 9) * height * hill.swing;
  const tall = height * (1 - hill.line) + room;
  return prepare(stage, width * (1.02 + hill.travel), tall, (canvas) => {
    for (let x = width * 0.04; x < canvas.width; x += width * random.between(0.07, 0.16)) {
      const size = height * (0.09 + index * 0.035) * random.between(0.8, 1.2);
      const foot = line(x) + size * 0.12;
      if (index === 1 && random.next() < 0.4) addHouse(canvas, stage, x, foot, size);
      else if (index < 2) addTree(canvas, stage, x, foot, size);
      else if (random.next() < 0.7) addMushroom(canvas, stage, x, foot, size * 0.62);
    }
    const box = { left: 0, top: 0, right: canvas.width, bottom: canvas.height };
    shade(canvas, stage, below(line), hill.color, height * 0.05, box);
  });
}

function addTree(canvas: Canvas, stage: Stage, x: number, foot: number, size: number): void {
  const { random } = stage;
  const box = around(x, foot - size * 0.8, size * 1.1);
  const trunk = stroke(x, foot, x, foot - size * 0.7, size * 0.2);
  shade(canvas, stage, trunk, rgb("#8a5a3b"), size * 0.1, box);
  const greens = [rgb("#5f8f4e"), rgb("#86a84f"), rgb("#d98b3f")] as const;
  const crown =
    random.next() < 0.5
      ? circle(x, foot - size * 1.05, size * 0.46)
      : union(
          ...[0.62, 0.95, 1.25].map((up, i) =>
            circle(x, foot - size * up, size * (0.44 - i * 0.1)),
          ),
        );
  shade(canvas, stage, crown, random.pick(greens), size * 0.42, box);
}

function addHouse(canvas: Canvas, stage: Stage, x: number, foot: number, size: number): void {
  const { random } = stage;
  const box = around(x, foot - size * 0.7, size * 1.2);
  const walls = roundedBox(x, foot - size * 0.4, size * 0.5, size * 0.5, size * 0.12);
  shade(canvas, stage, walls, rgb("#f5e3c4"), size * 0.16, box);
  const roof = polygon([
    [x - size * 0.6, foot - size * 0.8],
    [x, foot - size * 1.4],
    [x + size * 0.6, foot - size * 0.8],
  ]);
  const soft: Shape = (px, py) => roof(px, py) - size * 0.08;
  const tiles = random.pick([rgb("#c8503a"), rgb("#b4643c"), rgb("#4f7f8f")]);
  shade(canvas, stage, soft, tiles, size * 0.2, box);
  const door = roundedBox(x - size * 0.15, foot - size * 0.2, size * 0.12, size * 0.26, size * 0.1);
  shade(canvas, stage, door, rgb("#8a5a3b"), size * 0.08, box);
  const pane = circle(x + size * 0.22, foot - size * 0.45, size * 0.11);
  shade(canvas, stage, pane, mix(rgb("#ffd765"), rgb("#ffffff"), 0.1), size * 0.08, box);
}

function addMushroom(canvas: Canvas, stage: Stage, x: number, foot: number, size: number): void {
  const { random } = stage;
  const box = around(x, foot - size * 0.6, size * 1.1);
  const stem = stroke(x, foot, x, foot - size * 0.6, size * 0.34, size * 0.26);
  shade(canvas, stage, stem, rgb("#fbeedb"), size * 0.15, box);
  const dome = circle(x, foot - size * 0.55, size * 0.6);
  const cap: Shape = (px, py) => Math.max(dome(px, py), py - (foot - size * 0.5)) - size * 0.05;
  const red = random.pick([rgb("#d4472f"), rgb("#e8843c"), rgb("#b5526b")]);
  shade(canvas, stage, cap, red, size * 0.4, box);
  for (const [side, up] of [
    [-0.28, 0.72],
    [0.1, 0.92],
    [0.34, 0.66],
  ] as const) {
    const dot = circle(x + side * size, foot - up * size, size * 0.09);
    shade(canvas, stage, dot, rgb("#fff6e6"), size * 0.08, box);
  }
}
