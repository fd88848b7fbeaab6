import type { Canvas, Rgb } from "./canvas.ts";
import { added, blended, DISC, type Look, scaled } from "./look.ts";
import { clamp, hash, layered, step } from "./noise.ts";

/** Sky, the sun or moon, clouds lit from below, and the hills at the horizon. */
export function paintSky(canvas: Canvas, look: Look): void {
  canvas.paint(
    (x, y) => {
      const [above, middle, horizon] = look.sky;
      const height = y / 520;
      const plain =
        height < 0.5
          ? blended(above, middle, step(0, 0.5, height))
          : blended(middle, horizon, step(0.5, 1, height));
      const away = Math.hypot(x - DISC.x, y - DISC.y);
      const glow = Math.exp(-away / 90) + 0.55 * Math.exp(-away / 300);
      const cloud = step(0.5, 0.8, layered(x / 250 + 3, y / 62 + 7, 6)) * step(520, 120, y);
      const lit = blended(scaled(look.haze, 0.5), added(look.haze, look.discGlow), clamp(glow));
      const sky = added(plain, scaled(look.discGlow, glow));
      return added(blended(sky, lit, cloud * 0.7), stars(x, y, look));
    },
    () => 1,
  );
  canvas.paint(
    (x, y) => disc(x, y, look),
    (x, y) => step(DISC.radius + 1, DISC.radius - 1, Math.hypot(x - DISC.x, y - DISC.y)),
  );
  for (const [index, base] of [330, 388, 440].entries()) paintRidge(canvas, look, base, index);
}

function disc(x: number, y: number, look: Look): Rgb {
  if (!look.night) return look.disc;
  return scaled(look.disc, 0.5 + 0.7 * layered(x / 16, y / 16, 4));
}

function stars(x: number, y: number, look: Look): Rgb {
  if (!look.night) return [0, 0, 0];
  const [column, row] = [Math.floor(x / 9), Math.floor(y / 9)];
  if (hash(column, row) < 0.93) return [0, 0, 0];
  const away = Math.hypot(
    x - (column + 0.2 + 0.6 * hash(column + 7, row)) * 9,
    y - (row + 0.2 + 0.6 * hash(column, row + 7)) * 9,
  );
  return scaled([0.7, 0.8, 1], Math.exp(-away * away * 2) * step(380, 60, y) * hash(row, column));
}

/** Treetops on a hill, paler the farther away. */
function paintRidge(canvas: Canvas, look: Look, base: number, index: number): void {
  const far = 1 - index / 3;
  const top = (x: number): number =>
    base -
    70 * (layered(x / 230 + index * 5, index, 3) - 0.5) -
    (18 + 12 * index) * layered(x / (17 + 8 * index), index + 3, 2) -
    9 * layered(x / 4, index * 3, 3) +
    0.1 * Math.abs(x - 640) * (index === 2 ? -1 : 0.2);
  const own = blended(look.leafDark, look.leafLit, 0.3);
  canvas.paint(
    (x, y) => {
      const depth = clamp((y - top(x)) / 90);
      const texture = 0.75 + 0.5 * layered(x / 7, y / 7, 3);
      const fogged = blended(
        scaled(own, texture),
        look.haze,
        clamp(0.35 + 0.45 * far + 0.3 * depth),
      );
      const away = Math.hypot(x - DISC.x, y - DISC.y);
      return added(fogged, scaled(look.discGlow, 0.35 * far * Math.exp(-away / 220)));
    },
    (x, y) => step(-1, 1, y - top(x)),
    { left: 0, top: 200, right: 1280, bottom: 600 },
  );
}
