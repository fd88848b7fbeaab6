import { expect, test } from "vitest";
import { loadFont } from "../../../playground/runware/render/font.ts";
import { drawable, wrap } from "../../../playground/runware/render/wrap.ts";

const font = await loadFont("DejaVuSans");
const options = { font, size: 20, maxWidth: 200, maxLines: 3 };

test("letters have the widths that the font says", () => {
  expect(font.width("m", 2048)).toBe(1995);
  expect(font.width("il", 2048)).toBe(569 * 2);
});

test("a text that fits stays as it is", () => {
  expect(wrap("a paper boat", options)).toEqual(["a paper boat"]);
});

test("no line is wider than there is room", () => {
  const lines = wrap(
    "a long prompt about boats, rivers, rain and everything else there is",
    options,
  );
  expect(lines.length).toBeLessThanOrEqual(3);
  for (const line of lines) expect(font.width(line, 20)).toBeLessThanOrEqual(200);
});

test("a text that was cut says so", () => {
  expect(wrap("word ".repeat(80).trim(), options).at(-1)).toMatch(/word…$/);
});

test("a cut is made at the end of a clause that is near", () => {
  const text = "rain on a tin roof, drops on a window, a cat asleep, and thunder far far away";
  expect(wrap(text, options).join(" ")).toBe(
    "rain on a tin roof, drops on a window, a cat asleep…",
  );
});

test("a word wider than a line is broken", () => {
  const lines = wrap("a".repeat(60), { ...options, maxLines: 9 });
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join("")).toBe("a".repeat(60));
});

test("what the font cannot draw is left out", () => {
  expect(drawable("a 🎬 film\n日本 here", font)).toBe("a film here");
});
