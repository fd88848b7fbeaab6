import { assert, nat, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { altText, fileName } from "../../../src/discord/card/alt-text.ts";
import { storedFilename } from "../../../playground/discord/check-message.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

const asked = (request: Parameters<typeof sampleGeneration>[0] & object) =>
  sampleGeneration(request);

describe("alt text", () => {
  test("says length, sound and prompt", () => {
    expect(altText(asked({}), 0, 1)).toBe("Video, 5 seconds, without sound: a paper boat");
  });

  test("says the style as people call it, and which of several it is", () => {
    const generation = asked({ request: { style: "3d_animation", audio: true, duration: 10 } });
    expect(altText(generation, 1, 4)).toBe(
      "Video 2 of 4 in 3D animation style, 10 seconds, with sound: a paper boat",
    );
  });

  test("keeps within Discord's 1,024 characters and halves no emoji", () => {
    const text = altText(asked({ request: { prompt: "👩‍🚀".repeat(400) } }), 0, 1);
    expect(text.length).toBeLessThanOrEqual(1024);
    expect(text).toMatch(/👩‍🚀…$/u);
  });
});

describe("the name of a file", () => {
  test("is made of the prompt's first words", () => {
    expect(
      fileName(asked({ request: { prompt: "A Paper boat, in the rain at night!" } }), 0, "mp4"),
    ).toBe("a-paper-boat-in-the-rain-1.mp4");
  });

  test("keeps letters that only wear accents", () => {
    expect(fileName(asked({ request: { prompt: "Façade à Córdoba" } }), 2, "webm")).toBe(
      "facade-a-cordoba-3.webm",
    );
  });

  test("keeps a word with an apostrophe in one piece", () => {
    expect(fileName(asked({ request: { prompt: "Somebody's cat isn’t in" } }), 0, "mp4")).toBe(
      "somebodys-cat-isnt-in-1.mp4",
    );
  });

  test("falls back to the bot's own where no letter is left", () => {
    expect(fileName(asked({ request: { prompt: "猫と船" } }), 0, "mov")).toBe("flipbook-1.mov");
  });

  test("is one that Discord stores as it is, whatever the prompt", () => {
    assert(
      property(string({ unit: "binary", minLength: 1 }), nat({ max: 3 }), (prompt, index) => {
        const name = fileName(asked({ request: { prompt } }), index, "mp4");
        expect(storedFilename(name)).toBe(name);
        expect(name.length).toBeLessThanOrEqual(70);
      }),
    );
  });
});
