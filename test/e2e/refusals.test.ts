import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toldPrivately } from "../support/cards.ts";
import { png } from "../support/png.ts";
import { openStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The sentence a member is told alone, after seeing that nothing else came of the command. */
async function refusalOf(options: Record<string, unknown>): Promise<string> {
  const { member, guild, discord, runware } = stage;
  const channel = guild.createChannel({ name: "refusals" });
  const requestsBefore = runware.requests.length;
  const use = await member.in(channel).slash("video", { prompt: "a paper boat", ...options });
  const sentence = await toldPrivately(member.in(channel), use);

  expect(channel.messages(), "what others see in the channel").toEqual([]);
  expect(discord.wire.find("POST", "/channels/:id/messages")).toEqual([]);
  expect(runware.requests.length, "requests to Runware").toBe(requestsBefore);
  await expectNothingStored();
  return sentence;
}

/** A bot that starts again on the same store finds nothing to go on with. */
async function expectNothingStored(): Promise<void> {
  await stage.stopBot();
  await stage.startBot();
  expect(stage.log.lines.at(-1)).toMatchObject({ msg: "ready", resumed: 0 });
}

/** A file of a few bytes that Discord says is something. */
const file = (name: string, contentType?: string) => ({
  name,
  bytes: Buffer.from("nothing to see here"),
  ...(contentType === undefined ? {} : { contentType }),
});

describe("a member is told privately, before anything is spent,", () => {
  test("that 10 seconds do not go with 1080p, and what does", async () => {
    expect(await refusalOf({ duration: 10, resolution: "1080p" })).toMatchInlineSnapshot(
      `"10 seconds is not possible at 1080p: there it is 8 seconds at most. Choose 5 or 8 seconds, or 720p or lower for 10 seconds."`,
    );
  });

  test("that a frame decides the shape, where an aspect was given beside it", async () => {
    expect(await refusalOf({ first_frame: png(), aspect: "16:9" })).toMatchInlineSnapshot(
      `"The frame decides the shape of the video, so \`aspect\` cannot go with it. Leave out \`aspect\`, or leave out the frame."`,
    );
  });

  test("that an aspect does not go with a last frame either", async () => {
    expect(await refusalOf({ last_frame: png(), aspect: "1:1" })).toMatch(/^The frame decides/);
  });

  test("that a prompt of spaces is empty", async () => {
    expect(await refusalOf({ prompt: "     " })).toMatchInlineSnapshot(
      `"The prompt is empty. Describe the video in a few words, for example “a paper boat in the rain”."`,
    );
  });

  test.each(["\u200b\u200b", "\u2060 \ufeff", "\u2800\u2800"])(
    "that a prompt of nothing visible is empty (%#)",
    async (prompt) => {
      expect(await refusalOf({ prompt })).toMatch(/^The prompt is empty/);
    },
  );

  test("that a text file is no image", async () => {
    expect(await refusalOf({ first_frame: file("notes.txt", "text/plain") })).toMatchInlineSnapshot(
      `"“notes.txt” is not an image. A frame must be a PNG, JPEG or WEBP image."`,
    );
  });

  test("that a file of no known type is no image", async () => {
    expect(await refusalOf({ first_frame: file("mystery") })).toBe(
      "“mystery” is not an image. A frame must be a PNG, JPEG or WEBP image.",
    );
  });

  test.each([
    ["GIF", "image/gif"],
    ["AVIF", "image/avif"],
    ["SVG", "image/svg+xml"],
  ])("that a %s is no frame", async (format, contentType) => {
    const name = `drawing.${format.toLowerCase()}`;
    expect(await refusalOf({ last_frame: file(name, contentType) })).toBe(
      `“${name}” is a ${format}. A frame must be a PNG, JPEG or WEBP image.`,
    );
  });

  test("that a frame has too many bytes", async () => {
    const bytes = new Uint8Array(20_000_001);
    bytes.set(png(320, 320).bytes);
    const { name: _, ...own } = png();
    stage.guild.setBoostTier(2);
    expect(
      await refusalOf({ first_frame: { ...own, name: "huge.png", bytes } }),
    ).toMatchInlineSnapshot(`"“huge.png” has 20.1 MB. A frame may have 20 MB at most."`);
  });

  test.each([
    [299, 500],
    [500, 299],
    [4001, 500],
    [500, 4001],
  ])("that a frame of %i × %i pixels has a side that is too small or too large", async (w, h) => {
    expect(await refusalOf({ first_frame: png(w, h) })).toBe(
      `“frame.png” is ${w} × ${h} pixels. Each side of a frame must be between 300 and 4000 pixels.`,
    );
  });

  test("which of two frames is the wrong one", async () => {
    const wrong = { ...png(100, 100), name: "second.png" };
    expect(await refusalOf({ first_frame: png(), last_frame: wrong })).toMatch(
      /^“second\.png” is 100 × 100/,
    );
  });

  test("with a file name that formats nothing and pings nobody", async () => {
    const name = "**@everyone** <@1> [x](http://y.z) `#1`.gif";
    const sentence = await refusalOf({ first_frame: file(name, "image/gif") });
    expect(sentence).not.toMatch(/[*@<>`#[\]()]/);
  });
});
