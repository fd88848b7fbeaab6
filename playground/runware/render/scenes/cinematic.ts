import { cover, downward, draw, glow, solid } from "../canvas.ts";
import type { Canvas } from "../canvas.ts";
import { mix, rgb } from "../color.ts";
import type { Color } from "../color.ts";
import { put } from "../put.ts";
import { ridgeNoise } from "../random.ts";
import { below, circle, polygon } from "../shapes.ts";
import type { Sprite } from "../sprite.ts";
import { prepare, travelled } from "../stage.ts";
import type { Scene, Stage } from "../stage.ts";

interface Light {
  /** From the zenith down to the horizon. */
  sky: readonly [Color, Color, Color, Color, Color];
  near: Color;
}

const DUSK = light("#12173f", "#3f2f74", "#b5557f", "#f59a6b", "#ffd9a0", "#0d0f26");
const LAGOON = light("#0b2545", "#13507a", "#3f8f9d", "#f2c187", "#ffe9c4", "#071722");
const EMBER = light("#241338", "#6a2350", "#c8443f", "#f6893d", "#ffd27a", "#1a0a1c");
const DAWN = light("#0a1128", "#1b3a63", "#5d7fa8", "#d9b8c4", "#ffeadb", "#0a1220");

const RIDGES = 4;

/** Mountains at the edge of day: what a prompt without a style gets. */
export function cinematic(stage: Stage): Scene {
  const { width, height, random } = stage;
  const { sky, near } = random.pick([DUSK, LAGOON, EMBER, DAWN]);
  const haze = sky[4];
  const horizon = height * 0.64;
  const sunX = width * random.between(0.3, 0.7);

  const backdrop = prepare(stage, width, height, (canvas) => {
    cover(canvas, downward(sky, 0, horizon));
    for (let i = 0; i < 90; i++) addStar(canvas, stage, horizon);
    glow(canvas, sunX, horizon * 0.9, height * 0.8, haze, 0.6);
    glow(canvas, sunX, horizon * 0.83, height * 0.42, mix(haze, [1, 1, 1], 0.4), 0.7);
  });
  const sunSize = height * 0.1;
  const sun = prepare(stage, sunSize * 2, sunSize * 2, (canvas) => {
    glow(canvas, sunSize, sunSize, sunSize, mix(haze, [1, 1, 1], 0.5), 0.9);
    const disc = circle(sunSize, sunSize, height * 0.062);
    draw(canvas, disc, solid(mix(haze, [1, 1, 1], 0.75)), { softness: 3 });
  });
  const clouds = prepare(stage, width * 1.15, horizon * 0.9, (canvas) => {
    for (let i = 0; i < 14; i++) addStreak(canvas, stage, mix(sky[2], haze, random.next()));
  });
  const ridges = Array.from({ length: RIDGES }, (_, index) => {
    const depth = (index + 1) / RIDGES;
    const travel = width * 0.015 * 3 ** (index * 0.8);
    const color = mix(sky[2], near, depth ** 0.7);
    return { travel, ...ridge(stage, horizon, depth, color, mix(color, haze, (1 - depth) * 0.7)) };
  });

  return {
    paint(picture, second) {
      const way = travelled(stage, second);
      put(picture, backdrop, 0, 0);
      put(picture, sun, sunX - sunSize, horizon * (0.78 + 0.1 * way) - sunSize);
      put(picture, clouds, -width * 0.12 * way, 0);
      for (const { sprite, top, travel } of ridges) put(picture, sprite, -travel * way, top);
    },
  };
}

function light(a: string, b: string, c: string, d: string, e: string, near: string): Light {
  return { sky: [rgb(a), rgb(b), rgb(c), rgb(d), rgb(e)], near: rgb(near) };
}

function addStar(canvas: Canvas, { random, height }: Stage, horizon: number): void {
  const x = random.next() * canvas.width;
  const y = random.next() ** 2 * horizon * 0.6;
  const radius = random.between(0.3, 0.9) * (height / 720);
  const alpha = random.between(0.2, 0.9) * (1 - y / horizon);
  const box = { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 };
  draw(canvas, circle(x, y, radius), solid([1, 1, 1]), { box, alpha, softness: 1.5 });
}

/** A long thin cloud, lit from below. */
function addStreak(canvas: Canvas, { random, height }: Stage, color: Color): void {
  const x = random.next() * canvas.width;
  const y = canvas.height * random.between(0.28, 0.9);
  const long = height * random.between(0.15, 0.45);
  const thick = height * random.between(0.006, 0.02);
  const shape = (px: number, py: number): number =>
    (Math.sqrt(((px - x) / long) ** 2 + ((py - y) / thick) ** 2) - 1) * thick;
  const box = {
    left: x - long * 2,
    right: x + long * 2,
    top: y - thick * 2,
    bottom: y + thick * 2,
  };
  draw(canvas, shape, solid(color), { box, alpha: 0.35, softness: thick * 1.8 });
}

/** One row of mountains, dark at the top and misty at the foot; the nearest one carries trees. */
function ridge(
  stage: Stage,
  horizon: number,
  depth: number,
  color: Color,
  foot: Color,
): { sprite: Sprite; top: number } {
  const { width, height, random } = stage;
  const noise = ridgeNoise(random, depth < 1 ? 6 : 4);
  const middle = horizon - height * 0.175 + height * 0.3 * depth;
  const rough = height * (0.17 - 0.09 * depth);
  const step = width * 0.22 * (0.6 + depth);
  const top = Math.round(middle - rough * 2 - height * 0.12);
  // What the next row hides for certain need not be painted.
  const bottom = depth < 1 ? Math.min(middle + height * 0.3, height) : height;
  const line = (x: number): number => middle - top - noise(x / step + depth * 40) * rough;
  const sprite = prepare(stage, width * 1.4, bottom - top, (canvas) => {
    const fill = downward([color, color, foot], middle - rough - top, middle + height * 0.2 - top);
    draw(canvas, below(line), fill, { softness: 1.4 });
    if (depth < 1) return;
    for (let x = 0; x < canvas.width; x += height * random.between(0.008, 0.05)) {
      addPine(canvas, x, line(x) + 4, height * random.between(0.03, 0.1), color);
    }
  });
  return { sprite, top };
}

function addPine(canvas: Canvas, x: number, foot: number, tall: number, color: Color): void {
  // Half widths on the way down, each tier wider than the notch above it.
  const tiers = [0, 0.11, 0.05, 0.16, 0.08, 0.21];
  const heights = [1.04, 0.64, 0.64, 0.32, 0.32, 0];
  const side = (sign: number): [number, number][] =>
    tiers.map((half, i) => [x + sign * half * tall, foot - tall * heights[i]!]);
  const box = {
    left: x - tall * 0.25,
    right: x + tall * 0.25,
    top: foot - tall * 1.1,
    bottom: foot,
  };
  draw(canvas, polygon([...side(1), ...side(-1).toReversed()]), solid(color), {
    box,
    softness: 1.4,
  });
}
