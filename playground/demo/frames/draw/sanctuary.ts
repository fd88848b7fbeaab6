import type { Canvas, Rgb } from "./canvas.ts";
import { circuits } from "./circuits.ts";
import { added, CYAN, type Look, MAGENTA, scaled } from "./look.ts";
import { layered, mix, step } from "./noise.ts";
import { hazed, litStone, TEMPLE } from "./temple.ts";

const FLOOR = 270;
const EAVES = 196;
const ROOF = 156;
const CREST = 100;

/** Half of the width at a height, with eaves and mouldings. */
function halfAt(y: number): number {
  if (y > EAVES + 8) return 92 + (y > FLOOR - 8 ? 8 : 0);
  if (y > EAVES) return 102;
  if (y > ROOF + 5) return mix(66, 92, (y - ROOF) / (EAVES - ROOF));
  if (y > ROOF) return 72;
  return mix(30, 46, (y - CREST) / (ROOF - CREST));
}

/** The house at the top of the temple, with its door and its pierced crest. */
export function paintSanctuary(canvas: Canvas, look: Look): void {
  const { x: middle } = TEMPLE;
  const box = { left: middle - 120, top: CREST - 14, right: middle + 120, bottom: FLOOR };
  canvas.paint(
    (x, y) => hazed(wall(x - middle, y, look), x, y, look, 0.1, TEMPLE.base),
    (x, y) => {
      const broken = CREST + 26 * layered((x - middle) / 18 + 40, 3, 3) - 8;
      const away = Math.max(
        Math.abs(x - middle) - halfAt(y) + 2 * layered(y / 6, 8, 3),
        broken - y,
      );
      return step(0.8, -0.8, away) * (1 - pierced(x - middle, y));
    },
    box,
  );
}

/** Windows through the crest, with the sky behind. */
function pierced(across: number, y: number): number {
  if (y < CREST + 12 || y > ROOF - 8) return 0;
  const column = (((across + 60) % 15) + 15) % 15;
  const row = (y - CREST - 12) % 17;
  if (Math.abs(across) > 30) return 0;
  return (
    step(0, 1.4, Math.min(column - 4, 11 - column)) * step(0, 1.4, Math.min(row - 3, 13 - row))
  );
}

function wall(across: number, y: number, look: Look): Rgb {
  const stone = litStone(across, y + 400, look);
  const edge = halfAt(y) - Math.abs(across);
  const side = across < 0 ? Math.exp(-edge / 5) : 0;
  const moulding = Math.max(line(y, EAVES + 1), line(y, ROOF + 1), line(y, FLOOR - 9));
  const under = y > EAVES + 8 ? 1 - 0.55 * Math.exp(-(y - EAVES - 8) / 12) : 1;
  const body = added(scaled(stone, under), scaled(look.key, 0.3 * side + 0.22 * moulding));
  const door = doorway(across, y, look);
  if (door) return door;
  if (!look.night) return body;
  const frame = Math.exp(-(((doorEdge(across, y) - 4) / 1.3) ** 2));
  const spill = 0.5 * Math.exp(-Math.max(0, doorEdge(across, y)) / 18);
  const tubes = Math.max(line(y, EAVES + 10), line(y, ROOF + 8));
  return added(
    added(body, scaled(MAGENTA, 1.8 * frame + spill)),
    added(scaled(CYAN, 1.4 * tubes), circuits(across, y, step(14, 30, doorEdge(across, y)))),
  );
}

/** Units outside of the door's opening; negative within. */
function doorEdge(across: number, y: number): number {
  return Math.max(Math.abs(across) - 19, FLOOR - 54 - y);
}

function doorway(across: number, y: number, look: Look): Rgb | undefined {
  const edge = doorEdge(across, y);
  if (edge > 0) return undefined;
  const depth = Math.min(-edge / 9, 1);
  if (!look.night) return scaled([0.16, 0.085, 0.035], 1 - 0.8 * depth);
  const lines = 0.75 + 0.25 * Math.sin(y * 2.2);
  return added(scaled(MAGENTA, 1.3 * lines), scaled([1, 0.9, 1], 1.4 * depth));
}

const line = (y: number, at: number): number => Math.exp(-(((y - at) / 1.3) ** 2));
