import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runFfmpeg } from "../../../runware/render/ffmpeg.ts";
import { paintBeam, paintFliers, paintMist, paintMotes, paintRays, paintSigns } from "./air.ts";
import { Canvas, HEIGHT, WIDTH } from "./canvas.ts";
import { paintCrown, paintFern, paintTrunk, paintVine } from "./jungle.ts";
import { DAWN, type Look, NIGHT } from "./look.ts";
import { random } from "./noise.ts";
import { paintSanctuary } from "./sanctuary.ts";
import { paintSky } from "./sky.ts";
import { paintPyramid, SHRINES, TEMPLE } from "./temple.ts";
import { paintWater } from "./water.ts";

function draw(look: Look): Canvas {
  const canvas = new Canvas();
  paintSky(canvas, look);
  if (look.night) paintBeam(canvas);
  for (const [index, x] of [60, 150, 330, 930, 1120, 1230].entries()) {
    paintCrown(canvas, look, crown(x, 420, 95, 0.45, 420), index + 20);
  }
  paintSanctuary(canvas, look);
  paintPyramid(canvas, look, TEMPLE, 0.06);
  for (const shrine of SHRINES) paintPyramid(canvas, look, shrine, 0.1);
  for (const [index, x] of [20, 118, 208, 292, 986, 1072, 1160, 1262].entries()) {
    paintCrown(canvas, look, crown(x, 545, 74, 0.16, 560), index + 40);
  }
  paintMist(canvas, look, 560, 36, 0.75);
  if (look.night) paintSigns(canvas);
  paintWater(canvas, look);
  paintMist(canvas, look, 590, 16, 0.55);
  paintFliers(canvas, look);
  paintRays(canvas, look);
  paintNear(canvas, look);
  paintMotes(canvas, look);
  canvas.bloom(0.75, 5, look.night ? 0.5 : 0.16);
  canvas.bloom(0.85, 26, look.night ? 0.32 : 0.16);
  return canvas;
}

const crown = (x: number, y: number, radius: number, far: number, leaves: number) => ({
  x,
  y,
  radiusX: radius,
  radiusY: radius * 0.8,
  leaves,
  length: 20 - 8 * far,
  far,
});

/** What frames the view: two old trees, their leaves overhead, vines, and ferns at the bank. */
function paintNear(canvas: Canvas, look: Look): void {
  const next = random(9);
  paintTrunk(canvas, look, 74, 40, 3);
  paintTrunk(canvas, look, 1214, 46, 8);
  for (let index = 0; index < 15; index += 1) {
    const left = index % 2 === 0;
    const x = left ? 20 + 300 * next() ** 1.6 : 1260 - 330 * next() ** 1.6;
    paintVine(canvas, look, { x, length: 130 + 260 * next(), seed: index + 3 });
  }
  for (const [index, [x, y, radius]] of OVERHEAD.entries()) {
    const leaves = { ...crown(x, y, radius, 0, 520), length: 30 };
    paintCrown(canvas, look, leaves, index + 70);
  }
  for (const [index, [x, y, length]] of FERNS.entries()) {
    paintFern(canvas, look, { x, y, length, fronds: 9, seed: index + 30 });
  }
}

const OVERHEAD = [
  [30, 20, 150],
  [190, -10, 120],
  [330, -40, 95],
  [1250, 16, 160],
  [1090, -14, 125],
  [950, -44, 90],
] as const;

const FERNS = [
  [150, 716, 120],
  [30, 700, 170],
  [280, 742, 90],
  [1120, 722, 120],
  [1256, 704, 180],
  [1000, 746, 84],
] as const;

async function save(pixels: Buffer, file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "flipbook-draw-"));
  try {
    const raw = join(folder, "pixels");
    await writeFile(raw, pixels);
    const format = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${WIDTH}x${HEIGHT}`];
    await runFfmpeg(["-y", ...format, "-i", raw, "-q:v", "3", "-pix_fmt", "yuvj444p", file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Draws the two frames of the demo anew: `node --import tsx playground/demo/frames/draw/main.ts`. */
for (const [name, look] of [
  ["temple-dawn", DAWN],
  ["temple-night", NIGHT],
] as const) {
  const pixels = draw(look).developed(look.exposure);
  const file = fileURLToPath(new URL(`../${name}.jpg`, import.meta.url));
  await save(pixels, file);
}
