import { around, cover, downward, draw, glow, solid } from "../canvas.ts";
import type { Canvas, Fill } from "../canvas.ts";
import { clamp, mix, rgb } from "../color.ts";
import type { Color } from "../color.ts";
import { petals } from "../petals.ts";
import { put } from "../put.ts";
import { ridgeNoise, smoothNoise } from "../random.ts";
import { below, circle, stroke, union } from "../shapes.ts";
import { prepare, travelled } from "../stage.ts";
import type { Scene, Stage } from "../stage.ts";

const SKIES: readonly [readonly [Color, Color, Color], ...(readonly [Color, Color, Color])[]] = [
  [rgb("#1f6fd6"), rgb("#6fbdf7"), rgb("#e6f7ff")],
  [rgb("#2b5fb8"), rgb("#8aa8ef"), rgb("#ffd9e4")],
  [rgb("#1787c9"), rgb("#79d2ee"), rgb("#f3fbe6")],
];

/** A summer hill under towering clouds: what `anime` gets. */
export function anime(stage: Stage): Scene {
  const { width, height, random } = stage;
  const sky = random.pick(SKIES);
  const horizon = height * 0.68;
  const sunX = width * random.between(0.62, 0.85);

  const backdrop = prepare(stage, width, height, (canvas) => {
    cover(canvas, downward(sky, 0, horizon));
    glow(canvas, sunX, height * 0.12, height * 0.7, [1, 1, 0.94], 0.75);
    glow(canvas, sunX, height * 0.12, height * 0.16, [1, 1, 1], 1);
  });
  const farClouds = cloudBank(stage, horizon, {
    count: 5,
    size: 0.07,
    shade: mix(sky[1], sky[2], 0.5),
  });
  const nearClouds = cloudBank(stage, horizon, {
    count: 4,
    size: 0.13,
    shade: mix(sky[1], [1, 1, 1], 0.35),
  });
  const hills = [
    { travel: 0.03, top: 0.6, rough: 0.05, colors: ["#8fc4dd", "#a9d6dc"] },
    { travel: 0.06, top: 0.66, rough: 0.05, colors: ["#5fae9c", "#86c7a0"] },
  ].map(({ travel, top, rough, colors }) => {
    const noise = ridgeNoise(random, 4);
    const line = (x: number): number => height * (rough * 2 - noise((x / width) * 4) * rough);
    const [upper, lower] = [rgb(colors[0] ?? "#000000"), rgb(colors[1] ?? "#000000")];
    const sprite = prepare(stage, width * 1.1, height * 0.3, (canvas) => {
      draw(canvas, below(line), downward([upper, lower], 0, height * 0.25), { softness: 1.4 });
    });
    return { travel, sprite, top: Math.round(height * (top - rough * 2)) };
  });
  const meadow = createMeadow(stage);
  const blossoms = petals(stage);

  return {
    paint(picture, second) {
      const way = travelled(stage, second);
      put(picture, backdrop, 0, 0);
      put(picture, farClouds, -width * (0.02 + 0.05 * way), 0);
      put(picture, nearClouds, -width * (0.02 + 0.11 * way), 0);
      for (const { sprite, travel, top } of hills) put(picture, sprite, -width * travel * way, top);
      put(picture, meadow, -width * 0.22 * way, height - meadow.height);
      blossoms(picture, second, 1);
    },
  };
}

function cloudBank(
  stage: Stage,
  horizon: number,
  options: { count: number; size: number; shade: Color },
) {
  const { width, height, random } = stage;
  return prepare(stage, width * 1.16, horizon, (canvas) => {
    for (let i = 0; i < options.count; i++) {
      const x = ((i + random.between(0.1, 0.9)) / options.count) * canvas.width;
      const foot = horizon * random.between(0.62, 0.92) - options.size * height * 0.8;
      addCloud(
        canvas,
        stage,
        x,
        foot,
        height * options.size * random.between(0.75, 1.25),
        options.shade,
      );
    }
  });
}

/** A heap of balls with a flat foot, in two tones as painted on a cel. */
function addCloud(
  canvas: Canvas,
  { random }: Stage,
  x: number,
  foot: number,
  size: number,
  shade: Color,
): void {
  const balls = Array.from({ length: 16 }, () => {
    const side = random.between(-1, 1);
    const lift = random.next() * (1 - Math.abs(side)) * 1.7;
    const radius = size * random.between(0.32, 0.72) * (1 - Math.abs(side) * 0.4);
    return circle(x + side * size * 1.75, foot - lift * size - radius * 0.5, radius);
  });
  const heap = union(...balls);
  const flat = (px: number, py: number): number => Math.max(heap(px, py), (py - foot) * 0.9);
  // Where a copy moved towards the light does not reach, there is shade.
  const lit: Fill = (px, py, _distance, out) => {
    const shadow = clamp(0.5 + heap(px + size * 0.16, py + size * 0.3) / (size * 0.1));
    const deep = clamp((py - foot + size * 0.9) / (size * 1.2)) * 0.55;
    out.set(mix([1, 1, 1], shade, Math.max(shadow * 0.75, deep)));
  };
  const reach = size * 3;
  const box = { left: x - reach, right: x + reach, top: foot - reach, bottom: foot + 2 };
  draw(canvas, flat, lit, { box, softness: 2 });
}

/** The near hill: grass, flowers, and a tree in the wind. */
function createMeadow(stage: Stage) {
  const { width, height, random } = stage;
  const bend = smoothNoise(random);
  const line = (x: number): number =>
    height * (0.32 + 0.025 * bend((x / width) * 2.4) - 0.06 * Math.sin((x / width) * 2.2));
  return prepare(stage, width * 1.24, height * 0.62, (canvas) => {
    addTree(canvas, stage, width * random.between(0.3, 0.42), line, height * 0.27);
    const grass = downward(
      [rgb("#8ad15a"), rgb("#4fae4b"), rgb("#2f8a45")],
      height * 0.27,
      height * 0.6,
    );
    draw(canvas, below(line), grass, { softness: 1.4 });
    for (let i = 0; i < 900; i++) {
      const x = random.next() * canvas.width;
      const depth = random.next() ** 2;
      const foot = line(x) + depth * height * 0.25 + 3;
      const tall = height * (0.012 + depth * 0.03) * random.between(0.7, 1.4);
      const lean = tall * random.between(-0.5, 0.2);
      const color = mix(rgb("#b4e86a"), rgb("#2c8446"), random.next() * 0.6 + depth * 0.4);
      const blade = stroke(x, foot, x + lean, foot - tall, height * 0.004, height * 0.001);
      draw(canvas, blade, solid(color), { box: around(x, foot - tall / 2, tall), softness: 1.4 });
      if (random.next() > 0.06) continue;
      const flower = circle(x + lean, foot - tall, height * 0.004 * (1 + depth));
      const petal = random.pick([rgb("#ffffff"), rgb("#ffd1e1"), rgb("#ffe680")]);
      draw(canvas, flower, solid(petal), { box: around(x + lean, foot - tall, tall * 0.4) });
    }
  });
}

function addTree(
  canvas: Canvas,
  { random }: Stage,
  x: number,
  line: (x: number) => number,
  tall: number,
): void {
  const foot = line(x) + tall * 0.05;
  const trunk = stroke(x, foot, x - tall * 0.04, foot - tall * 0.6, tall * 0.075, tall * 0.045);
  draw(canvas, trunk, solid(rgb("#6b4a3a")), { box: around(x, foot - tall * 0.3, tall * 0.45) });
  const balls = Array.from({ length: 15 }, () => {
    const angle = random.next() * Math.PI * 2;
    const far = random.next() ** 0.5 * tall * 0.34;
    const cx = x - tall * 0.04 + Math.cos(angle) * far * 1.25;
    return circle(
      cx,
      foot - tall * 0.72 + Math.sin(angle) * far * 0.75,
      tall * random.between(0.12, 0.19),
    );
  });
  const crown = union(...balls);
  const leaves: Fill = (px, py, _distance, out) => {
    const shadow = clamp(0.5 + crown(px + tall * 0.05, py - tall * 0.09) / (tall * 0.03));
    const low = clamp((py - foot + tall * 0.85) / (tall * 0.5));
    out.set(mix(rgb("#ffd3e2"), rgb("#e87fa8"), clamp((1 - shadow) * 0.15 + low * 0.75)));
  };
  draw(canvas, crown, leaves, { box: around(x, foot - tall * 0.7, tall * 0.75), softness: 2 });
}
