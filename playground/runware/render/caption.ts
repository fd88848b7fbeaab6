import { createCanvas, draw, solid } from "./canvas.ts";
import { loadFont } from "./font.ts";
import type { Font } from "./font.ts";
import { roundedBox } from "./shapes.ts";
import { drawText } from "./text-mask.ts";
import type { TextLine } from "./text-mask.ts";
import { themeOf } from "./theme.ts";
import type { Plan } from "./plan.ts";
import { drawable, wrap } from "./wrap.ts";
import { spriteOf } from "./sprite.ts";
import type { Sprite } from "./sprite.ts";
import type { ColorMatrix } from "./picture.ts";

export interface Caption {
  sprite: Sprite;
  left: number;
  top: number;
}

type Texts = Pick<Plan, "width" | "height" | "prompt" | "style" | "seed">;

/** The band that carries the prompt, the style and where the video comes from. */
export async function makeCaption(texts: Texts, matrix: ColorMatrix): Promise<Caption> {
  const theme = themeOf(texts.style);
  const [titleFont, smallFont] = await Promise.all([loadFont(theme.font), loadFont("DejaVuSans")]);
  const unit = Math.min(texts.width * 0.8, texts.height) / 100;
  const margin = unit * 4.5;
  const padding = unit * 3.6;
  const width = texts.width - margin * 2;
  const size = Math.round(unit * theme.titleSize);
  const maxLines = texts.height > texts.width ? 5 : 3;
  // Hinting may make letters a little wider than the font says.
  const maxWidth = (width - padding * 2 - unit) * 0.97;
  const font = titleFont;
  const title = wrap(drawable(texts.prompt, font), { font, size, maxWidth, maxLines });
  const lineHeight = size * 1.36;
  const smallSize = Math.round(unit * 2.35);
  const height = padding * 1.75 + title.length * lineHeight + smallSize * 2.1;

  const even = (value: number): number => Math.ceil(value / 2) * 2;
  const canvas = createCanvas(even(width), even(height));
  const corner = unit * theme.corner;
  const band = roundedBox(width / 2, height / 2, width / 2 - 1, height / 2 - 1, corner);
  draw(canvas, band, solid(theme.band), { alpha: theme.bandAlpha });
  if (theme.outline) {
    const edge = (x: number, y: number): number => Math.abs(band(x, y) + unit * 0.25) - unit * 0.25;
    draw(canvas, edge, solid(theme.outline));
  }
  const barHeight = height / 2 - padding * 0.8;
  const bar = roundedBox(padding * 0.62, height / 2, unit * 0.34, barHeight, unit * 0.34);
  draw(canvas, bar, solid(theme.accent));

  const x = padding + unit * 0.6;
  const lines: TextLine[] = title.map((text, index) => {
    const baseline = padding * 0.8 + size * 0.98 + index * lineHeight;
    return { text, font, size, x, baseline, color: theme.text, alpha: 1 };
  });
  const baseline = height - padding * 0.85;
  const small = { font: smallFont, size: smallSize, baseline };
  const label = theme.label.toUpperCase();
  const labelWidth = smallFont.width(label, smallSize);
  if (label !== "") lines.push({ ...small, text: label, x, color: theme.accent, alpha: 1 });
  lines.push(
    ...credits(texts, smallFont, small, {
      from: x + (label === "" ? 0 : labelWidth + unit * 3),
      to: width - padding,
      color: theme.text,
    }),
  );
  await drawText(canvas, lines);
  return { sprite: spriteOf(canvas, matrix), left: margin, top: texts.height - margin - height };
}

/** The source at the right end; the seed too where there is room. */
function credits(
  texts: Texts,
  font: Font,
  line: Pick<TextLine, "font" | "size" | "baseline">,
  place: { from: number; to: number; color: TextLine["color"] },
): TextLine[] {
  const full = `seed ${texts.seed}  ·  PixVerse V5.6 · local rendering`;
  const choices = [full, "PixVerse V5.6 · local rendering", "local rendering"];
  const fits = choices.find((text) => font.width(text, line.size) <= place.to - place.from);
  if (fits === undefined) return [];
  const x = place.to - font.width(fits, line.size);
  return [{ ...line, text: fits, x, color: place.color, alpha: 0.72 }];
}
