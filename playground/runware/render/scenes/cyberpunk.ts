import { around, cover, downward, draw, glow, solid } from "../canvas.ts";
import type { Canvas, Fill } from "../canvas.ts";
import { clamp, mix, rgb } from "../color.ts";
import type { Color } from "../color.ts";
import { put } from "../put.ts";
import { rain } from "../rain.ts";
import { reflect } from "../reflection.ts";
import { circle, stroke } from "../shapes.ts";
import { prepare, travelled } from "../stage.ts";
import type { Scene, Stage } from "../stage.ts";
import { addNeonSign, addTower } from "./city.ts";
import type { CityRow } from "./city.ts";

const NIGHT: readonly [Color, ...Color[]] = [
  rgb("#05040f"),
  rgb("#130a33"),
  rgb("#3a1262"),
  rgb("#8f1f7c"),
  rgb("#ff5a8f"),
];
const NEONS = [rgb("#ff2fa8"), rgb("#19e3ff"), rgb("#b14bff"), rgb("#ffb13d")] as const;

/** A wet city at night: what `cyberpunk` gets. */
export function cyberpunk(stage: Stage): Scene {
  const { width, height, random } = stage;
  const horizon = height * 0.72;
  const sunX = width * random.between(0.38, 0.62);

  const backdrop = prepare(stage, width, height, (canvas) => {
    cover(canvas, downward(NIGHT, 0, horizon));
    glow(canvas, sunX, horizon, height * 0.9, rgb("#ff3d94"), 0.55);
    addSun(canvas, sunX, height * 0.43, Math.min(height * 0.21, width * 0.32));
  });
  const rows: CityRow[] = [
    { travel: 0.02, tall: 0.36, wide: 0.05, color: rgb("#4d1a6b"), lit: 0.12, neons: NEONS },
    { travel: 0.07, tall: 0.5, wide: 0.075, color: rgb("#23104a"), lit: 0.3, neons: NEONS },
    { travel: 0.17, tall: 0.66, wide: 0.12, color: rgb("#0d0824"), lit: 0.2, neons: NEONS },
  ];
  const city = rows.map((row, index) => {
    const nearest = index === rows.length - 1;
    const signs: { x: number; y: number }[] = [];
    const towers = prepare(stage, width * (1.04 + row.travel), horizon, (canvas) => {
      let x = -width * 0.03;
      while (x < canvas.width) {
        // The street stays open: in the nearest row the towers stand only at its sides.
        const open = nearest && x > width * 0.28 && x < width * 0.7;
        // Farther back they are lower before the sun.
        const share = nearest ? 1 : clamp(0.35 + Math.abs(x - sunX) / (width * 0.45));
        const tower = addTower(canvas, stage, row, x, open ? 0.24 : share);
        if (nearest && !open) signs.push({ x: x + tower.width * 0.5, y: tower.top });
        x += tower.width + (nearest ? width * 0.012 : 0);
      }
    });
    const haze = nearest
      ? undefined
      : prepare(stage, width, height * 0.34, (canvas) => {
          const soft = (_x: number, y: number): number => canvas.height * 0.5 - y;
          const softness = canvas.height;
          draw(canvas, soft, solid(rgb("#ff4fa3")), { alpha: 0.34 - index * 0.1, softness });
        });
    const neon = nearest
      ? prepare(stage, width * (1.04 + row.travel), horizon, (canvas) => {
          for (const { x, y } of signs) {
            addNeonSign(
              canvas,
              stage,
              x,
              y + height * random.between(0.06, 0.14),
              random.pick(NEONS),
            );
          }
        })
      : undefined;
    return { towers, neon, haze, travel: row.travel };
  });
  const traffic = createTraffic(stage);
  const fall = rain(stage);

  return {
    paint(picture, second) {
      const way = travelled(stage, second);
      put(picture, backdrop, 0, 0);
      for (const { towers, neon, haze, travel } of city) {
        const left = -width * (0.02 + travel * way);
        put(picture, towers, left, 0);
        if (haze) put(picture, haze, 0, Math.round(horizon) - haze.height);
        if (!neon) traffic(picture, second);
        else put(picture, neon, left, 0, flicker(second));
      }
      reflect(picture, horizon, second, 0.72);
      fall(picture, second, 0.85);
    },
  };
}

/** A low sun cut by stripes that widen towards its foot. */
function addSun(canvas: Canvas, x: number, y: number, radius: number): void {
  const fill = downward([rgb("#ffe08a"), rgb("#ff7a5c"), rgb("#ff2f92")], y - radius, y + radius);
  const disc = circle(x, y, radius);
  const striped = (px: number, py: number): number => {
    const down = (py - y) / radius;
    if (down < -0.1) return disc(px, py);
    const place = ((down + 0.1) * 6) % 1;
    const gap = 0.12 + down * 0.34;
    return Math.max(disc(px, py), (gap - place) * (radius / 6));
  };
  glow(canvas, x, y, radius * 2.1, rgb("#ff4f9a"), 0.5);
  draw(canvas, striped, fill, { box: around(x, y, radius), softness: 1.6 });
}

/** Tubes that never burn quite evenly. */
function flicker(second: number): number {
  const buzz = 0.9 + 0.1 * Math.sin(second * 9.1);
  const drop = Math.sin(second * 2.7 - 1) > 0.93 && Math.sin(second * 41) > -0.2 ? 0.45 : 1;
  return buzz * drop;
}

/** Lights of flying cars on their lanes. */
function createTraffic(stage: Stage): (picture: Parameters<Scene["paint"]>[0], s: number) => void {
  const { width, height, random } = stage;
  const [long, high] = [height * 0.16, height * 0.03];
  const trail = (color: Color, forward: boolean) =>
    prepare(stage, long, high, (canvas) => {
      const [tail, head] = forward ? [0, canvas.width - high / 2] : [canvas.width, high / 2];
      const middle = canvas.height / 2;
      const fade: Fill = (_x, _y, _d, out) => out.set(color);
      for (let i = 0; i < 6; i++) {
        const from = head + (tail - head) * (i / 6);
        const to = head + (tail - head) * ((i + 1) / 6);
        const line = stroke(from, middle, to, middle, high * 0.12);
        draw(canvas, line, fade, { alpha: 0.5 * (1 - i / 6) ** 2, softness: high * 0.15 });
      }
      glow(canvas, head, middle, high / 2, color, 0.9);
      glow(canvas, head, middle, high / 5, mix(color, [1, 1, 1], 0.8), 1);
    });
  const cars = Array.from({ length: 7 }, () => {
    const forward = random.next() < 0.5;
    const color = forward ? rgb("#ff4d6d") : rgb("#8ff3ff");
    return {
      sprite: trail(color, forward),
      direction: forward ? 1 : -1,
      y: height * random.between(0.2, 0.55),
      speed: width * random.between(0.1, 0.22),
      start: random.next() * width,
    };
  });
  return (picture, second) => {
    const lane = width + long * 2;
    for (const { sprite, direction, y, speed, start } of cars) {
      const along = (((start + direction * speed * second) % lane) + lane) % lane;
      put(picture, sprite, along - long, Math.round(y));
    }
  };
}
