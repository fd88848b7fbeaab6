import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** A typeface: its file, and how wide its letters are. */
export interface Font {
  path: string;
  has(codePoint: number): boolean;
  /** Width of a text in pixels at a font size in pixels. */
  width(text: string, size: number): number;
}

const MISSING = 0;

/** Loads one of the DejaVu fonts, e.g. `DejaVuSans-Bold`. */
export async function loadFont(name: string): Promise<Font> {
  const path = createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
  const bytes = await readFile(path);
  const tables = readTables(bytes);
  const at = (table: string): number => tables.get(table) ?? 0;
  const unitsPerEm = bytes.readUInt16BE(at("head") + 18);
  const metrics = bytes.readUInt16BE(at("hhea") + 34);
  const glyphs = readGlyphs(bytes, at("cmap"));
  const glyphOf = (codePoint: number): number => glyphs.get(codePoint) ?? MISSING;
  const advance = (glyph: number): number =>
    bytes.readUInt16BE(at("hmtx") + Math.min(glyph, metrics - 1) * 4);

  return {
    path,
    has: (codePoint) => glyphOf(codePoint) !== MISSING,
    width(text, size) {
      let pixels = 0;
      // ffmpeg sets letters on whole pixels: in small sizes that adds up.
      for (const letter of text) {
        const units = advance(glyphOf(letter.codePointAt(0) ?? 0));
        pixels += Math.round((units * size) / unitsPerEm);
      }
      return pixels;
    },
  };
}

function readTables(bytes: Buffer): Map<string, number> {
  const tables = new Map<string, number>();
  const count = bytes.readUInt16BE(4);
  for (let i = 0; i < count; i++) {
    const entry = 12 + i * 16;
    tables.set(bytes.toString("latin1", entry, entry + 4), bytes.readUInt32BE(entry + 8));
  }
  return tables;
}

/** Glyph numbers by code point, from the first character map of format 4: all of the first plane. */
function readGlyphs(bytes: Buffer, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const count = bytes.readUInt16BE(cmap + 2);
  for (let i = 0; i < count; i++) {
    const map = cmap + bytes.readUInt32BE(cmap + 4 + i * 8 + 4);
    if (bytes.readUInt16BE(map) === 4) {
      readFormat4(bytes, map, glyphs);
      break;
    }
  }
  return glyphs;
}

function readFormat4(bytes: Buffer, map: number, glyphs: Map<number, number>): void {
  const doubled = bytes.readUInt16BE(map + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const end = bytes.readUInt16BE(map + 14 + segment);
    const start = bytes.readUInt16BE(map + 16 + doubled + segment);
    const delta = bytes.readUInt16BE(map + 16 + doubled * 2 + segment);
    const rangeAt = map + 16 + doubled * 3 + segment;
    const range = bytes.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const raw = range === 0 ? code : bytes.readUInt16BE(rangeAt + range + (code - start) * 2);
      // In the second form a zero means that there is no glyph; the delta must not hide it.
      const glyph = range !== 0 && raw === 0 ? MISSING : (raw + delta) & 0xffff;
      if (glyph !== MISSING) glyphs.set(code, glyph);
    }
  }
}
