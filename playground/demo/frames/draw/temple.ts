import type { Canvas, Rgb } from "./canvas.ts";
import { circuits } from "./circuits.ts";
import { added, blended, CYAN, DISC, type Look, MAGENTA, scaled, times } from "./look.ts";
import { clamp, hash, layered, mix, step } from "./noise.ts";

/** A stepped pyramid with a stairway, seen from straight ahead. */
export interface Pyramid {
  x: number;
  base: number;
  top: number;
  /** Half of its width, below and above. */
  foot: number;
  head: number;
  tiers: number;
  stair: number;
}

export const TEMPLE: Pyramid = {
  x: 640,
  base: 578,
  top: 268,
  foot: 372,
  head: 128,
  tiers: 7,
  stair: 66,
};

export const SHRINES: readonly Pyramid[] = [
  { x: 222, base: 570, top: 436, foot: 118, head: 52, tiers: 4, stair: 20 },
  { x: 1064, base: 572, top: 424, foot: 124, head: 50, tiers: 4, stair: 20 },
];

const CORNICE = 7;

interface Spot {
  /** Half of the width of the building here. */
  half: number;
  /** Units below the ledge above. */
  below: number;
  tier: number;
}

/** Which terrace a height belongs to; the terraces grow lower towards the top. */
function spotAt(y: number, { base, top, foot, head, tiers }: Pyramid): Spot {
  const rise = clamp((base - y) / (base - top)) ** 0.92;
  const tier = Math.min(tiers - 1, Math.floor(rise * tiers));
  const ledge = base - (base - top) * ((tier + 1) / tiers) ** (1 / 0.92);
  const below = y - ledge;
  const outward = below < CORNICE ? 6 : 0.1 * below;
  return { half: mix(foot, head, tier / (tiers - 1)) + outward, below, tier };
}

export function paintPyramid(canvas: Canvas, look: Look, pyramid: Pyramid, far: number): void {
  const { x: middle, base, top, foot, stair } = pyramid;
  const box = { left: middle - foot - 40, top: top - 2, right: middle + foot + 40, bottom: base };
  const worn = (y: number): number => 3 * layered(y / 7, middle, 3);
  const stairHalf = (y: number): number => stair * mix(0.72, 1.12, (y - top) / (base - top));
  canvas.paint(
    (x, y) => {
      const spot = spotAt(y, pyramid);
      const across = x - middle;
      const onStair = Math.abs(across) < stairHalf(y);
      const stone = onStair
        ? stairStone(across, y, stairHalf(y), look)
        : wallStone(across, y, spot, look);
      return hazed(stone, x, y, look, far, base);
    },
    (x, y) => {
      const { half } = spotAt(y, pyramid);
      return step(0.8, -0.8, Math.abs(x - middle) - half + worn(y));
    },
    box,
  );
}

/** Stone with mist before it: more of it far away and near the ground. */
export function hazed(
  stone: Rgb,
  x: number,
  y: number,
  look: Look,
  far: number,
  base: number,
): Rgb {
  const mist = 0.5 * step(base - 110, base + 10, y + 40 * (layered(x / 90, y / 40, 3) - 0.5));
  const away = Math.hypot(x - DISC.x, y - DISC.y);
  const veil = look.night ? 0.1 : 0.42 * Math.exp(-away / 170);
  return blended(
    stone,
    added(look.haze, scaled(look.discGlow, veil)),
    clamp(far + mist + veil * 0.5),
  );
}

/** How far the stone stands out: blocks with worn edges. */
function relief(across: number, y: number): number {
  const row = Math.floor(y / 11);
  const along = across + (row % 2) * 12 + 6 * hash(row, 5);
  const inRow = y / 11 - row;
  const inBlock = along / 25 - Math.floor(along / 25);
  const edge = Math.min(inRow * 11, (1 - inRow) * 11, inBlock * 25, (1 - inBlock) * 25);
  return clamp(edge / 2.4) * 1.5 + 2.6 * layered(across / 6, y / 6, 4);
}

/** Light upon stone of this relief, from the disc's side. */
export function litStone(across: number, y: number, look: Look): Rgb {
  const here = relief(across, y);
  const slopeX = relief(across + 1, y) - here;
  const slopeY = relief(across, y + 1) - here;
  const key = clamp(0.3 + 0.55 * slopeX + 0.6 * slopeY - across / 750);
  const row = Math.floor(y / 11);
  const block = Math.floor((across + (row % 2) * 12 + 6 * hash(row, 5)) / 25);
  const tint = 0.75 + 0.5 * hash(block, row);
  const stained = layered(across / 40 + 9, y / 70, 4);
  const bare: Rgb = blended([0.42, 0.33, 0.22], [0.2, 0.18, 0.15], step(0.35, 0.7, stained));
  const moss: Rgb = [0.13, 0.17, 0.03];
  const mossy = step(0.52, 0.66, layered(across / 26 + 31, y / 17, 4));
  const own = scaled(blended(bare, moss, 0.8 * mossy), tint * (0.55 + 0.25 * here));
  return times(own, added(look.ambient, scaled(look.key, key * 0.62)));
}

function wallStone(across: number, y: number, spot: Spot, look: Look): Rgb {
  const stone = litStone(across, y, look);
  const edge = spot.half - Math.abs(across);
  const shadow = spot.below > CORNICE ? 1 - 0.62 * Math.exp(-(spot.below - CORNICE) / 9) : 1.25;
  const rim = Math.exp(-spot.below / 1.6) * (0.35 + layered(across / 15, spot.tier, 3));
  const side = across < 0 ? Math.exp(-edge / 5) : 0.15 * Math.exp(-edge / 4);
  const sunned = scaled(look.key, (0.34 * rim + 0.3 * side) * (look.night ? 0.7 : 1));
  const grass: Rgb = scaled(
    look.leafLit,
    0.9 * step(0.5, 0.75, layered(across / 9, spot.tier * 3, 3)),
  );
  const overgrown = spot.below < 5 + 12 * (layered(across / 12, spot.tier, 3) - 0.35) ? 0.55 : 0;
  const day = added(
    blended(scaled(stone, shadow), grass, overgrown * step(16, 0, spot.below)),
    sunned,
  );
  if (!look.night) return day;
  const tube = Math.exp(-(((spot.below - CORNICE - 2) / 1.1) ** 2));
  const broken = step(0.3, 0.38, layered(across / 50, spot.tier * 7, 2));
  const colour = spot.tier % 2 === 0 ? CYAN : MAGENTA;
  const spill = 0.16 * Math.exp(-Math.max(0, spot.below - CORNICE) / 16);
  return added(
    added(day, scaled(colour, (1.5 * tube + spill) * broken)),
    circuits(across, y, step(0.42, 0.58, layered(across / 85 + 2, y / 60, 3))),
  );
}

function stairStone(across: number, y: number, half: number, look: Look): Rgb {
  const wall = half - Math.abs(across);
  const stone = litStone(across * 0.7, y, look);
  if (wall < 11) {
    const body = scaled(stone, across < 0 ? 1.45 : 0.95);
    const glow = look.night ? scaled(MAGENTA, 1.3 * Math.exp(-(((wall - 2) / 1.2) ** 2))) : null;
    return glow ? added(body, glow) : added(body, scaled(look.key, 0.1 * Math.exp(-wall / 3)));
  }
  const riser = (y / 6.2) % 1;
  const worn = 0.6 * layered(across / 20, y / 6, 3);
  const tread = step(0.6, 0.85, riser) * (1.1 - worn);
  const body = added(
    scaled(stone, 0.45 + 0.7 * tread),
    scaled(look.key, 0.07 * tread * step(half, -half, across)),
  );
  if (!look.night) return body;
  const spill = 0.1 + 0.5 * Math.exp(-wall / 14);
  return added(body, scaled(MAGENTA, spill * (0.1 + 0.3 * tread)));
}
