import { around, draw, fillRect, glow, solid } from "../canvas.ts";
import type { Canvas } from "../canvas.ts";
import { mix, rgb } from "../color.ts";
import type { Color } from "../color.ts";
import { circle, roundedBox } from "../shapes.ts";
import type { Stage } from "../stage.ts";

/** One row of towers. Lengths are parts of the picture's. */
export interface CityRow {
  travel: number;
  tall: number;
  wide: number;
  color: Color;
  /** How many of the windows are lit. */
  lit: number;
  neons: readonly [Color, ...Color[]];
}

/** Draws a tower that stands on the lower edge of the canvas. */
export function addTower(
  canvas: Canvas,
  stage: Stage,
  row: CityRow,
  left: number,
  share: number,
): { width: number; top: number } {
  const { random } = stage;
  const width = stage.width * row.wide * random.between(0.6, 1.35);
  const tall = stage.height * row.tall * random.between(0.55, 1.1) * share;
  const top = canvas.height - tall;
  fillRect(canvas, left, top, width, tall, row.color);
  fillRect(canvas, left, top, Math.max(width * 0.04, 1), tall, mix(row.color, row.neons[0], 0.3));
  if (random.next() < 0.5) {
    const inset = width * random.between(0.15, 0.3);
    fillRect(canvas, left + inset, top - tall * 0.07, width - inset * 2, tall * 0.08, row.color);
  }
  if (random.next() < 0.45)
    addAntenna(canvas, stage, left + width * random.between(0.3, 0.7), top, row);
  addWindows(canvas, stage, row, { left, top, width, tall });
  return { width, top };
}

function addAntenna(canvas: Canvas, stage: Stage, x: number, top: number, row: CityRow): void {
  const unit = stage.height / 720;
  const tall = stage.height * stage.random.between(0.04, 0.11);
  fillRect(canvas, x, top - tall, Math.max(2 * unit, 1), tall, row.color);
  glow(canvas, x + unit, top - tall, 12 * unit, rgb("#ff3355"), 0.8);
  draw(canvas, circle(x + unit, top - tall, 2 * unit), solid(rgb("#ff8095")), {
    box: around(x, top - tall, 4 * unit),
  });
}

/** Windows in a grid; whole floors like one colour of light. */
function addWindows(
  canvas: Canvas,
  { random, height }: Stage,
  row: CityRow,
  tower: { left: number; top: number; width: number; tall: number },
): void {
  const cell = Math.max(height * 0.009 * (1 + row.wide * 8), 4);
  const { left, top, width, tall } = tower;
  const warm = random.pick([rgb("#ffd9a0"), rgb("#9fe8ff"), rgb("#ffb0e0")]);
  for (let y = top + cell; y < top + tall - cell; y += cell * 1.5) {
    const neon = random.next() < 0.12 ? random.pick(row.neons) : warm;
    for (let x = left + cell * 0.8; x < left + width - cell * 0.9; x += cell) {
      if (random.next() > row.lit) continue;
      fillRect(canvas, x, y, cell * 0.5, cell * 0.7, neon, random.between(0.35, 0.9));
    }
  }
}

/** A hanging sign of glowing tubes: a frame and something like letters in it. */
export function addNeonSign(
  canvas: Canvas,
  { random, height }: Stage,
  x: number,
  y: number,
  color: Color,
): void {
  const halfWidth = height * random.between(0.02, 0.03);
  const halfHeight = height * random.between(0.07, 0.12);
  const tube = height * 0.0032;
  const bright = mix(color, [1, 1, 1], 0.55);
  const box = around(x, y, halfHeight * 1.1);
  glow(canvas, x, y, halfHeight * 1.7, color, 0.55);
  const board = roundedBox(x, y, halfWidth, halfHeight, tube * 3);
  draw(canvas, board, solid(mix(rgb("#080414"), color, 0.12)), { box, alpha: 0.9 });
  const frame = (px: number, py: number): number => Math.abs(board(px, py) + tube * 2) - tube;
  draw(canvas, frame, solid(color), { box, alpha: 0.5, softness: tube * 6 });
  draw(canvas, frame, solid(bright), { box });
  const letters = Math.floor(halfHeight / (halfWidth * 0.95));
  for (let i = 0; i < letters; i++) {
    const middle = y - halfHeight + ((i + 0.5) * 2 * halfHeight) / letters;
    addGlyph(canvas, { random, size: halfWidth * 0.55, tube }, x, middle, bright);
  }
}

/** Strokes on a grid of three by three: a letter of no language. */
function addGlyph(
  canvas: Canvas,
  pen: { random: Stage["random"]; size: number; tube: number },
  x: number,
  y: number,
  color: Color,
): void {
  const { random, size, tube } = pen;
  for (let i = 0; i < 3; i++) {
    const across = random.next() < 0.5;
    const at = Math.floor(random.next() * 3) - 1;
    const cx = across ? x : x + at * size * 0.8;
    const cy = across ? y + at * size * 0.8 : y;
    const bar = roundedBox(cx, cy, across ? size : tube, across ? tube : size, tube);
    draw(canvas, bar, solid(color), { box: around(cx, cy, size) });
  }
}
