import type { Canvas } from "./canvas.ts";
import { added, AMBER, CYAN, DISC, type Look, MAGENTA, scaled, WATERLINE } from "./look.ts";
import { clamp, hash, layered, random, step } from "./noise.ts";

/** A bank of mist, thickest at `y`. */
export function paintMist(canvas: Canvas, look: Look, y: number, height: number, share: number) {
  canvas.paint(
    () => look.haze,
    (px, py) => {
      const wisps = layered(px / 190 + y, py / 46, 5);
      const level = Math.exp(-(((py - y - 30 * (wisps - 0.5)) / height) ** 2));
      return share * level * step(0.28, 0.72, wisps);
    },
  );
}

/** Light through leaves, fanning out from the disc. */
export function paintRays(canvas: Canvas, look: Look): void {
  const strength = look.night ? 0.05 : 0.3;
  canvas.shine((x, y) => {
    const [dx, dy] = [x - DISC.x, y - DISC.y];
    const away = Math.hypot(dx, dy);
    const turn = Math.atan2(dy, dx);
    const fan = step(0.46, 0.74, layered(turn * 9 + 50, 0.6, 3)) * step(-0.35, 0.5, Math.sin(turn));
    return scaled(look.discGlow, strength * fan * Math.exp(-away / 330) * step(10, 90, away));
  });
}

/** Floating dust that catches the light; by night, sparks of the circuits. */
export function paintMotes(canvas: Canvas, look: Look): void {
  const next = random(77);
  for (let index = 0; index < 150; index += 1) {
    const [x, y] = [next() * 1280, 180 + next() * 470];
    const size = 0.7 + 1.5 * next() ** 3;
    const strength = (0.2 + next() ** 2) * (look.night ? 1 : 0.9);
    const colours = look.night ? ([CYAN, MAGENTA, AMBER] as const) : ([look.key] as const);
    const colour = colours[index % colours.length] ?? look.key;
    canvas.shine(
      (px, py) =>
        scaled(colour, strength * Math.exp(-(((px - x) ** 2 + (py - y) ** 2) / size ** 2))),
      { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 },
    );
  }
}

/** Birds at dawn; by night the lights of something else that flies. */
export function paintFliers(canvas: Canvas, look: Look): void {
  const next = random(5);
  for (let index = 0; index < 11; index += 1) {
    const [x, y] = [300 + 560 * next() ** 1.3, 60 + 120 * next()];
    const span = 7 + 9 * next();
    const lift = 0.3 + 0.9 * next();
    const box = { left: x - 30, right: x + 30, top: y - 26, bottom: y + 26 };
    if (look.night) {
      const colour = index % 2 === 0 ? CYAN : AMBER;
      canvas.shine((px, py) => {
        const trail =
          Math.exp(-(((py - y) / 0.9) ** 2)) * step(-22, 0, px - x) * step(2, 0, px - x);
        return scaled(colour, 0.9 * trail);
      }, box);
      continue;
    }
    canvas.paint(
      () => scaled(look.leafDark, 2),
      (px, py) => {
        const u = Math.abs(px - x) / span;
        const wing = y - span * 0.5 * lift * (Math.sin(u * 2.4) * 1.1 - 0.35 * u);
        return u > 1 ? 0 : step(0.5, -0.5, Math.abs(py - wing) - 1.5 * (1 - u));
      },
      box,
    );
  }
}

interface Sign {
  x: number;
  y: number;
  width: number;
  height: number;
  colour: typeof CYAN;
}

const SIGNS: readonly Sign[] = [
  { x: 452, y: 318, width: 40, height: 104, colour: CYAN },
  { x: 806, y: 286, width: 46, height: 120, colour: MAGENTA },
  { x: 516, y: 196, width: 26, height: 70, colour: AMBER },
  { x: 262, y: 404, width: 74, height: 34, colour: MAGENTA },
  { x: 968, y: 382, width: 90, height: 38, colour: CYAN },
  { x: 744, y: 150, width: 66, height: 28, colour: CYAN },
];

/** Holographic signs in a script that nobody reads. */
export function paintSigns(canvas: Canvas): void {
  for (const { x, y, width, height, colour } of SIGNS) {
    canvas.shine(
      (px, py) => {
        const [u, v] = [px - x, py - y];
        const inside = u > 0 && v > 0 && u < width && v < height;
        const edge = Math.min(u, v, width - u, height - v);
        if (!inside) {
          const out = Math.hypot(Math.max(-u, u - width, 0), Math.max(-v, v - height, 0));
          return scaled(colour, 0.15 * Math.exp(-out / 7) * step(40, 15, out));
        }
        const scan = 0.7 + 0.3 * Math.sin(py * 3.1);
        const frame = Math.exp(-(((edge - 1.5) / 0.9) ** 2));
        return scaled(
          colour,
          scan * (0.1 + 1.1 * frame + 1.35 * glyph(u - 5, v - 5, width - 10, height - 10)),
        );
      },
      { left: x - 40, right: x + width + 40, top: y - 40, bottom: y + height + 40 },
    );
    reflectSign(canvas, x + width / 2, width, colour);
  }
}

const GLYPH = 14;

function glyph(u: number, v: number, width: number, height: number): number {
  if (
    u < 0 ||
    v < 0 ||
    u >= Math.floor(width / GLYPH) * GLYPH ||
    v >= Math.floor(height / GLYPH) * GLYPH
  )
    return 0;
  const [column, row] = [Math.floor(u / GLYPH), Math.floor(v / GLYPH)];
  const [dx, dy] = [Math.floor((u % GLYPH) / 2.4), Math.floor((v % GLYPH) / 2.4)];
  if (dx > 4 || dy > 4) return 0;
  // The same on both sides, as most signs of real scripts nearly are.
  return hash(column * 31 + Math.min(dx, 4 - dx) + 11, row * 17 + dy) > 0.46 ? 1 : 0;
}

/** A pale column of the sign's light on the water. */
function reflectSign(canvas: Canvas, x: number, width: number, colour: typeof CYAN): void {
  canvas.shine(
    (px, py) => {
      const depth = clamp((py - WATERLINE) / 110);
      const ripple = layered(px / 24, (py - WATERLINE) / 3.2, 3);
      const beam = Math.exp(-(((px - x) / (0.5 * width)) ** 2));
      return scaled(colour, 0.3 * beam * (1 - depth) * step(0.45, 0.7, ripple));
    },
    { left: x - 2 * width, right: x + 2 * width, top: WATERLINE, bottom: 720 },
  );
}

/** The beam that rises from the top of the temple at night. */
export function paintBeam(canvas: Canvas): void {
  canvas.shine(
    (x, y) => {
      const away = Math.abs(x - 640);
      const wide = 5 + (100 - y) * 0.08;
      const flow = 0.6 + 0.5 * layered(x / 7, y / 42, 3);
      const core = Math.exp(-((away / wide) ** 2));
      const veil = 0.16 * Math.exp(-away / (wide * 4));
      return added(
        scaled(CYAN, 0.55 * core * flow * step(112, 90, y)),
        scaled(MAGENTA, veil * step(150, 60, y)),
      );
    },
    { left: 480, right: 800, top: 0, bottom: 150 },
  );
}
