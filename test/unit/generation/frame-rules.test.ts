import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { frameProblem, quoted, type ImageFacts } from "../../../src/generation/frame-rules.ts";

const limits = { minSide: 300, maxSide: 4000, maxBytes: 20_000_000 };
const good: ImageFacts = {
  fileName: "boat.png",
  format: "PNG",
  bytes: 1000,
  width: 300,
  height: 4000,
};

describe("a frame", () => {
  test.each(["PNG", "JPEG", "WEBP"])("may be a %s", (format) => {
    expect(frameProblem({ ...good, format }, limits)).toBeNull();
  });

  test("may have exactly the most bytes and sides of exactly the limits", () => {
    expect(frameProblem({ ...good, bytes: 20_000_000 }, limits)).toBeNull();
  });

  test("passes for now where nobody knows its size yet", () => {
    expect(frameProblem({ ...good, width: undefined, height: undefined }, limits)).toBeNull();
  });

  test.each<[string, Partial<ImageFacts>, string]>([
    [
      "of another format",
      { format: "GIF" },
      "“boat.png” is a GIF. A frame must be a PNG, JPEG or WEBP image.",
    ],
    [
      "of no format",
      { format: undefined },
      "“boat.png” is not an image. A frame must be a PNG, JPEG or WEBP image.",
    ],
    [
      "with one byte too many",
      { bytes: 20_000_001 },
      "“boat.png” has 20.1 MB. A frame may have 20 MB at most.",
    ],
    [
      "with a short side",
      { width: 299 },
      "“boat.png” is 299 × 4000 pixels. Each side of a frame must be between 300 and 4000 pixels.",
    ],
    [
      "with a long side",
      { height: 4001 },
      "“boat.png” is 300 × 4001 pixels. Each side of a frame must be between 300 and 4000 pixels.",
    ],
  ])("%s is refused with what would pass", (_, change, sentence) => {
    expect(frameProblem({ ...good, ...change }, limits)).toBe(sentence);
  });
});

describe("a file's name in a sentence", () => {
  test("is short, and holds nothing that Discord would format", () => {
    assert(
      property(string({ unit: "binary", maxLength: 200 }), (name) => {
        expect(quoted(name)).toMatch(/^“[\p{L}\p{N} ._-]{1,60}…?”$/u);
      }),
    );
  });

  test("is never cut in the middle of a letter", () => {
    expect(quoted("𝒳".repeat(61))).toBe(`“${"𝒳".repeat(57)}…”`);
  });

  test("is called an image where nothing of it is left", () => {
    expect(quoted("***")).toBe("“image”");
  });

  test("keeps letters of every script", () => {
    expect(quoted("дом и кіт.png")).toBe("“дом и кіт.png”");
  });
});
