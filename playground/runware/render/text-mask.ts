import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Canvas } from "./canvas.ts";
import type { Color } from "./color.ts";
import { runFfmpeg } from "./ffmpeg.ts";
import type { Font } from "./font.ts";

/** One line of text: `x` is its left end, `baseline` the line its letters stand on. */
export interface TextLine {
  text: string;
  font: Font;
  size: number;
  x: number;
  baseline: number;
  color: Color;
  alpha: number;
}

/** Writes lines of text onto a canvas. */
export async function drawText(canvas: Canvas, lines: readonly TextLine[]): Promise<void> {
  if (lines.length === 0) return;
  const { width, height, data } = canvas;
  const mask = await textMasks(width, height, lines);
  lines.forEach((line, index) => {
    const from = index * width * height * 3;
    for (let i = 0; i < width * height; i++) {
      const cover = (mask[from + i * 3]! / 255) * line.alpha;
      if (cover === 0) continue;
      for (let c = 0; c < 3; c++) {
        data[i * 4 + c] = data[i * 4 + c]! * (1 - cover) + line.color[c]! * cover;
      }
      data[i * 4 + 3] = data[i * 4 + 3]! * (1 - cover) + cover;
    }
  });
}

/**
 * White on black, one picture a line, in RGB because there black is zero in every ffmpeg.
 *ffmpeg draws the letters: it comes with a text renderer.
 */
async function textMasks(width: number, height: number, lines: readonly TextLine[]) {
  const folder = await mkdtemp(join(tmpdir(), "flipbook-text-"));
  try {
    const filters = lines.map(async ({ text, font, size, x, baseline }, index) => {
      // A file, because nothing in a prompt may be read as a filter's syntax.
      const file = join(folder, `${index}.txt`);
      await writeFile(file, text);
      const place = `x=${Math.round(x)}:y=${Math.round(baseline)}-max_glyph_a`;
      const letters = `fontfile=${escaped(font.path)}:textfile=${escaped(file)}:expansion=none`;
      // Each line only on the picture that bears its number.
      return `drawtext=${letters}:fontsize=${Math.round(size)}:fontcolor=white:${place}:enable='eq(n,${index})'`;
    });
    const source = `color=c=black:s=${width}x${height}:r=1,format=rgb24`;
    const chain = [source, ...(await Promise.all(filters))].join(",");
    const frames = ["-frames:v", `${lines.length}`, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"];
    return await runFfmpeg(["-f", "lavfi", "-i", chain, ...frames]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function escaped(path: string): string {
  return `'${path.replaceAll("\\", "/").replaceAll(":", "\\:")}'`;
}
