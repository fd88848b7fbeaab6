import type { Canvas, Rgb } from "./canvas.ts";
import { added, blended, DISC, type Look, scaled, times } from "./look.ts";
import { clamp, layered, mix, random, step } from "./noise.ts";

export interface Leaf {
  x: number;
  y: number;
  length: number;
  width: number;
  /** Radians; 0 points to the right. */
  angle: number;
  colour: Rgb;
  /** How much of its rib and halves is seen: 1 near, less in the haze. */
  relief?: number;
}

/** One pointed leaf with a lighter rib. */
export function paintLeaf(
  canvas: Canvas,
  { x, y, length, width, angle, colour, relief = 1 }: Leaf,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = (px: number, py: number): number => ((px - x) * cos + (py - y) * sin) / length;
  const across = (px: number, py: number): number => (py - y) * cos - (px - x) * sin;
  const [tipX, tipY] = [x + cos * length, y + sin * length];
  canvas.paint(
    (px, py) => {
      const rib = Math.exp(-((across(px, py) / (0.16 * width)) ** 2));
      const half = across(px, py) < 0 ? 1.16 : 0.8;
      return scaled(colour, 1 + relief * (half - 1 + 0.45 * rib));
    },
    (px, py) => {
      const s = along(px, py);
      if (s <= 0 || s >= 1) return 0;
      return step(0.5, -0.5, Math.abs(across(px, py)) - width * Math.sin(Math.PI * s ** 0.8));
    },
    {
      left: Math.min(x, tipX) - width,
      right: Math.max(x, tipX) + width,
      top: Math.min(y, tipY) - width,
      bottom: Math.max(y, tipY) + width,
    },
  );
}

export interface Crown {
  x: number;
  y: number;
  radiusX: number;
  radiusY: number;
  leaves: number;
  length: number;
  /** 0 near, 1 lost in the haze. */
  far: number;
}

/** The crown of a tree: leaves lit from the disc's side, dark within. */
export function paintCrown(canvas: Canvas, look: Look, crown: Crown, seed: number): void {
  const next = random(seed);
  const towards = Math.atan2(DISC.y - crown.y, DISC.x - crown.x);
  for (let index = 0; index < crown.leaves; index += 1) {
    // Outer leaves first at the back, lit ones last.
    const order = index / crown.leaves;
    const turn = next() * 2 * Math.PI;
    const away = Math.sqrt(next()) * (1.05 - 0.3 * order);
    const lobes = 0.82 + 0.3 * layered(turn * 1.7 + seed, seed, 2);
    const [dx, dy] = [Math.cos(turn) * away * lobes, Math.sin(turn) * away * lobes];
    const facing = dx * Math.cos(towards) + dy * Math.sin(towards);
    const light = clamp(0.16 + 0.55 * facing + 0.45 * order * (0.4 + 0.6 * next()) - 0.25) ** 1.5;
    const own = blended(look.leafDark, look.leafLit, light);
    paintLeaf(canvas, {
      x: crown.x + dx * crown.radiusX,
      y: crown.y + dy * crown.radiusY,
      length: crown.length * (0.6 + 0.8 * next()),
      width: crown.length * (0.16 + 0.1 * next()),
      angle: Math.PI / 2 + (next() - 0.5) * 2.6 + dx * 0.5,
      colour: blended(own, look.haze, crown.far),
      relief: 1 - 2 * crown.far,
    });
  }
}

/** A trunk of an old tree, thicker at its roots. */
export function paintTrunk(
  canvas: Canvas,
  look: Look,
  x: number,
  half: number,
  seed: number,
): void {
  const centre = (y: number): number => x + 26 * (layered(y / 260, seed, 2) - 0.5);
  const halfAt = (y: number): number =>
    half * (1 + 0.9 * Math.exp(-(700 - y) / 60) + 0.25 * (layered(y / 60, seed + 4, 2) - 0.5));
  canvas.paint(
    (px, py) => {
      const across = (px - centre(py)) / halfAt(py);
      const bark = layered(px / 5, py / 34 + seed, 5);
      const towards = x < DISC.x ? across : -across;
      const rim = clamp(towards * 1.2 - 0.35) ** 2;
      const wood = times(blended(look.leafDark, look.ambient, 0.2), [
        1.15,
        0.9,
        look.night ? 0.9 : 0.55,
      ]);
      const own = scaled(wood, 0.35 + 1.3 * bark);
      return added(own, scaled(look.key, 0.3 * rim * step(0.35, 0.65, bark)));
    },
    (px, py) =>
      step(1, -1, Math.abs(px - centre(py)) - halfAt(py) + 5 * layered(py / 9, px > x ? 1 : 2, 3)),
    { left: x - half * 3 - 20, right: x + half * 3 + 20, top: 0, bottom: 720 },
  );
}

/** A vine that hangs from above, with leaves on it. */
export function paintVine(
  canvas: Canvas,
  look: Look,
  { x, length, seed }: { x: number; length: number; seed: number },
): void {
  const next = random(seed);
  const sway = 10 + 16 * next();
  const at = (y: number): number => x + sway * Math.sin(y / (90 + 30 * next.length) + seed);
  const colour = blended(look.leafDark, look.leafLit, 0.12);
  canvas.paint(
    () => colour,
    (px, py) => step(0.6, -0.6, Math.abs(px - at(py)) - 1.1),
    { left: x - 40, right: x + 40, top: 0, bottom: length },
  );
  for (let y = 6 + 10 * next(); y < length; y += 6 + 9 * next()) {
    const left = next() < 0.5;
    const light = next() ** 2 * 0.6;
    paintLeaf(canvas, {
      x: at(y),
      y,
      length: mix(13, 7, y / length) * (0.7 + 0.7 * next()),
      width: 2.6 + 1.4 * next(),
      angle: (left ? Math.PI - 0.7 : 0.7) + (next() - 0.5) * 0.9,
      colour: blended(look.leafDark, look.leafLit, light),
    });
  }
}

/** A fan of long leaves from one root. */
export function paintFern(
  canvas: Canvas,
  look: Look,
  {
    x,
    y,
    length,
    fronds,
    seed,
  }: { x: number; y: number; length: number; fronds: number; seed: number },
): void {
  const next = random(seed);
  for (let index = 0; index < fronds; index += 1) {
    const angle = -Math.PI / 2 + (index / (fronds - 1) - 0.5) * 2.7 + (next() - 0.5) * 0.3;
    const reach = length * (0.65 + 0.5 * next());
    const light = 0.1 + 0.5 * next() ** 2;
    for (let t = 0.12; t < 1; t += 0.035) {
      const bend = angle + Math.cos(angle) * 0.9 * t * t;
      const rootX = x + Math.cos(mix(angle, bend, 0.6)) * reach * t;
      const rootY = y + Math.sin(mix(angle, bend, 0.6)) * reach * t + 36 * t * t;
      for (const side of [-1, 1]) {
        paintLeaf(canvas, {
          x: rootX,
          y: rootY,
          length: 0.34 * reach * Math.sin(Math.PI * (0.1 + 0.88 * t)) ** 0.8,
          width: 2.6,
          angle: bend + side * 0.95,
          colour: blended(look.leafDark, look.leafLit, light * (0.5 + 0.5 * t)),
        });
      }
    }
  }
}
