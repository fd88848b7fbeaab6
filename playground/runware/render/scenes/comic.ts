import { around, draw, fillRect, solid } from "../canvas.ts";
import type { Canvas, Shape } from "../canvas.ts";
import { mix, rgb } from "../color.ts";
import type { Color } from "../color.ts";
import { put } from "../put.ts";
import { circle, roundedBox, spiked, union } from "../shapes.ts";
import { prepare, travelled } from "../stage.ts";
import type { Scene, Stage } from "../stage.ts";
import { sunburst } from "../sunburst.ts";

interface Inks {
  rays: readonly [Color, Color];
  dots: Color;
  burst: Color;
}

const WARM = {
  rays: [rgb("#ffd23f"), rgb("#ffb01f")],
  dots: rgb("#f2701d"),
  burst: rgb("#e5262b"),
} as const;
const COOL = {
  rays: [rgb("#4cc9f0"), rgb("#2aa5e0")],
  dots: rgb("#1c5fc0"),
  burst: rgb("#ffd23f"),
} as const;
const ACID = {
  rays: [rgb("#ff7eb6"), rgb("#ff5c9e")],
  dots: rgb("#b5179e"),
  burst: rgb("#3ddc97"),
} as const;

const INK = rgb("#141414");
const PULSES = 8;

/** A printed page with an explosion over a city: what `comic` gets. */
export function comic(stage: Stage): Scene {
  const { width, height, random } = stage;
  const inks: Inks = random.pick<Inks>([WARM, COOL, ACID]);
  const x = width * random.between(0.42, 0.58);
  const y = height * 0.38;
  const rays = sunburst(stage, { x, y, rays: 14, colors: inks.rays });
  const dots = halftone(stage, inks.dots);
  const spikes = Array.from({ length: 15 }, () => random.between(0.8, 1.15));
  const bursts = Array.from({ length: PULSES }, (_, i) => {
    const grown = 1 + 0.06 * Math.sin((i / PULSES) * Math.PI * 2);
    return burst(stage, Math.min(height * 0.27, width * 0.36) * grown, spikes, inks, i);
  });
  const puffs = [0.16, 0.42, 0.8].map((at) => ({
    sprite: puff(stage, height * random.between(0.05, 0.075)),
    at: at + random.between(-0.06, 0.06),
    top: random.between(0.05, 0.3),
    speed: random.between(0.012, 0.03),
  }));
  const back = inkCity(stage, {
    tall: 0.42,
    wide: 0.09,
    color: mix(inks.dots, INK, 0.25),
    travel: 0.06,
  });
  const front = inkCity(stage, {
    tall: 0.3,
    wide: 0.13,
    color: mix(inks.dots, INK, 0.62),
    travel: 0.16,
  });
  const border = page(stage);

  return {
    paint(picture, second) {
      const way = travelled(stage, second);
      // Print moves at half the pictures, like a hand turning pages.
      const beat = Math.floor(second * 12);
      rays(picture, second * 0.012);
      put(picture, dots, 0, 0);
      for (const { sprite, at, top, speed } of puffs) {
        const left = ((at + speed * second) % 1.2) * width - width * 0.12;
        put(picture, sprite, left, height * top);
      }
      const star = bursts[beat % PULSES];
      if (star) put(picture, star, Math.round(x - star.width / 2), Math.round(y - star.height / 2));
      put(picture, back, -width * 0.06 * way, height - back.height);
      put(picture, front, -width * 0.16 * way, height - front.height);
      put(picture, border, 0, 0);
    },
  };
}

/** Printed dots that grow towards the corners. */
function halftone(stage: Stage, color: Color) {
  const { width, height } = stage;
  const cell = height / 36;
  return prepare(stage, width, height, (canvas) => {
    for (let row = -1; row * cell < height + cell; row++) {
      for (let column = -1; column * cell < width + cell; column++) {
        const cx = (column + (row % 2 === 0 ? 0 : 0.5)) * cell;
        const cy = row * cell * 0.87;
        const far = Math.hypot((cx / width - 0.5) * 1.5, (cy / height - 0.38) * 1.1);
        const radius = cell * 0.52 * Math.min(Math.max((far - 0.28) * 1.6, 0), 1);
        if (radius < cell * 0.06) continue;
        const box = around(cx, cy, radius);
        draw(canvas, circle(cx, cy, radius), solid(color), { box, alpha: 0.85, softness: 1.4 });
      }
    }
  });
}

/** A star in three layers of ink: shadow, colour, and a bright core. */
function burst(stage: Stage, radius: number, spikes: number[], inks: Inks, turn: number) {
  return prepare(stage, radius * 2.9, radius * 2.5, (canvas) => {
    const cx = canvas.width / 2;
    const cy = canvas.height / 2;
    const star = (size: number, dx: number, dy: number): Shape => {
      const upright = spiked(spikes, size, 0.012 * (turn % 2));
      return (px, py) => upright((px - cx - dx) / 1.12, (py - cy - dy) / 0.92);
    };
    const line = radius * 0.035;
    addInked(canvas, star(radius, line * 2.4, line * 2.4), INK, 0);
    addInked(canvas, star(radius, 0, 0), inks.burst, line);
    addInked(canvas, star(radius * 0.74, 0, 0), rgb("#fff3b0"), line * 0.8);
    addInked(canvas, star(radius * 0.46, 0, 0), rgb("#ffffff"), 0);
  });
}

function addInked(canvas: Canvas, shape: Shape, color: Color, line: number): void {
  draw(canvas, shape, solid(line > 0 ? INK : color), { softness: 1.4 });
  if (line > 0) draw(canvas, (x, y) => shape(x, y) + line, solid(color), { softness: 1.4 });
}

/** A cloud with a thick outline. */
function puff(stage: Stage, size: number) {
  return prepare(stage, size * 5.4, size * 3.2, (canvas) => {
    const foot = size * 2.4;
    const middle = canvas.width / 2;
    const balls = [
      [-1.5, 0.3, 0.62],
      [-0.6, 0.75, 0.85],
      [0.5, 0.65, 0.95],
      [1.5, 0.3, 0.65],
    ] as const;
    const heap = union(
      ...balls.map(([x, up, r]) => circle(middle + x * size, foot - up * size, r * size)),
    );
    const flat: Shape = (x, y) => Math.max(heap(x, y), y - foot);
    addInked(canvas, flat, rgb("#ffffff"), size * 0.1);
    const shade: Shape = (x, y) =>
      Math.max(flat(x, y) + size * 0.1, -heap(x + size * 0.12, y + size * 0.3) - size * 0.2);
    draw(canvas, shade, solid(rgb("#cfe6f5")), { softness: 1.4 });
  });
}

/** Houses in flat ink, their edges drawn by a broad pen, one side hatched by dots. */
function inkCity(stage: Stage, row: { tall: number; wide: number; color: Color; travel: number }) {
  const { width, height, random } = stage;
  const line = height * 0.006;
  return prepare(stage, width * (1.04 + row.travel), height * row.tall * 1.05, (canvas) => {
    for (let x = -width * 0.02; x < canvas.width;) {
      const wide = width * row.wide * random.between(0.6, 1.3);
      const tall = height * row.tall * random.between(0.45, 1);
      const top = canvas.height - tall;
      fillRect(canvas, x - line, top - line, wide + line * 2, tall + line, INK);
      fillRect(canvas, x, top, wide, tall, row.color);
      fillRect(canvas, x, top, wide * 0.22, tall, mix(row.color, [1, 1, 1], 0.22));
      const cell = height * 0.034;
      for (let wy = top + cell; wy < canvas.height; wy += cell * 1.5) {
        for (let wx = x + wide * 0.3; wx < x + wide - cell * 0.7; wx += cell) {
          if (random.next() < 0.45) continue;
          fillRect(canvas, wx, wy, cell * 0.5, cell * 0.72, INK);
          fillRect(canvas, wx + 2, wy + 2, cell * 0.5 - 3, cell * 0.72 - 3, rgb("#ffe98a"));
        }
      }
      x += wide;
    }
  });
}

/** The white edge of the page and the line around the panel. */
function page(stage: Stage) {
  const { width, height } = stage;
  const edge = height * 0.016;
  return prepare(stage, width, height, (canvas) => {
    const panel = roundedBox(
      width / 2,
      height / 2,
      width / 2 - edge,
      height / 2 - edge,
      edge * 0.2,
    );
    draw(canvas, (x, y) => -panel(x, y), solid([1, 1, 1]));
    draw(canvas, (x, y) => Math.abs(panel(x, y)) - edge * 0.2, solid(INK));
  });
}
