import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buttonsOf } from "../support/cards.ts";
import { png } from "../support/png.ts";
import { openStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ env: { RUNWARE_CONCURRENCY: "200" }, runware: { manual: true } });
});
afterAll(() => stage.close());

/** The task that a typed /video became. */
async function taskOf({
  prompt = `a paper boat, number ${stage.runware.tasks.length}`,
  ...options
}: { prompt?: string } & Record<string, unknown>): Promise<Record<string, unknown>> {
  const use = await stage.member.in(stage.channel).slash("video", { prompt, ...options });
  expect(buttonsOf(await use.message()), "it was accepted").toContain("Cancel");
  const task = await stage.runware.waitForTask(
    ({ body }) => body["positivePrompt"] === prompt.trim(),
  );
  return task.body;
}

describe("a typed /video", () => {
  test("becomes a task with every default of the model and nothing else", async () => {
    const task = await taskOf({ prompt: "nothing but a prompt" });
    expect(task).toEqual({
      taskType: "videoInference",
      taskUUID: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      model: "pixverse:1@7",
      positivePrompt: "nothing but a prompt",
      width: 1280,
      height: 720,
      duration: 5,
      providerSettings: { pixverse: { audio: false, thinking: "auto" } },
      numberResults: 1,
      outputType: "URL",
      outputFormat: "MP4",
      outputQuality: 95,
      deliveryMethod: "async",
      includeCost: true,
      safety: { checkContent: true, mode: "fast" },
    });
  });

  test("becomes a task with every option that was given", async () => {
    const task = await taskOf({
      prompt: "  everything at once  ",
      style: "3d_animation",
      duration: 8,
      resolution: "1080p",
      aspect: "3:4",
      audio: true,
      thinking: "disabled",
      negative_prompt: " blurry ",
      results: 4,
      seed: 2_147_483_647,
      format: "WEBM",
      quality: 20,
      private: true,
    });
    expect(task).toMatchObject({
      positivePrompt: "everything at once",
      negativePrompt: "blurry",
      width: 1080,
      height: 1440,
      duration: 8,
      seed: 2_147_483_647,
      providerSettings: { pixverse: { audio: true, style: "3d_animation", thinking: "disabled" } },
      numberResults: 4,
      outputFormat: "WEBM",
      outputQuality: 20,
    });
    expect(task).not.toHaveProperty("private");
  });

  test.each(["anime", "3d_animation", "clay", "comic", "cyberpunk"])(
    "with the style %s sends that style",
    async (style) => {
      expect(await taskOf({ style })).toMatchObject({ providerSettings: { pixverse: { style } } });
    },
  );

  test.each([5, 8, 10])("of %i seconds sends that duration", async (duration) => {
    expect(await taskOf({ duration })).toMatchObject({ duration });
  });

  const sizes = {
    "360p": { "16:9": [640, 360], "4:3": [480, 360], "1:1": [360, 360] },
    "540p": { "16:9": [960, 540], "4:3": [720, 540], "1:1": [540, 540] },
    "720p": { "16:9": [1280, 720], "4:3": [960, 720], "1:1": [720, 720] },
    "1080p": { "16:9": [1920, 1080], "4:3": [1440, 1080], "1:1": [1080, 1080] },
  };
  const shapes = Object.entries(sizes).flatMap(([resolution, byAspect]) =>
    Object.entries(byAspect).flatMap(([aspect, [long, short]]) => [
      { resolution, aspect, width: long, height: short },
      ...(long === short
        ? []
        : [
            {
              resolution,
              aspect: aspect.split(":").toReversed().join(":"),
              width: short,
              height: long,
            },
          ]),
    ]),
  );
  test.each(shapes)(
    "at $resolution and $aspect asks for $width × $height",
    async ({ resolution, aspect, width, height }) => {
      const task = await taskOf({ resolution, aspect });
      expect(task).toMatchObject({ width, height });
      expect(task).not.toHaveProperty("resolution");
    },
  );

  test.each(["auto", "enabled", "disabled"])("with thinking %s sends that", async (thinking) => {
    expect(await taskOf({ thinking })).toMatchObject({
      providerSettings: { pixverse: { thinking } },
    });
  });

  test.each(["MP4", "WEBM", "MOV"])("in the format %s sends that format", async (format) => {
    expect(await taskOf({ format })).toMatchObject({ outputFormat: format });
  });

  test("with the seed 0 sends the 0", async () => {
    expect(await taskOf({ seed: 0 })).toMatchObject({ seed: 0 });
  });

  test("with audio switched off sends that, and not nothing", async () => {
    expect(await taskOf({ audio: false })).toMatchObject({
      providerSettings: { pixverse: { audio: false } },
    });
  });

  test("with a negative prompt of spaces sends none, which the model page does not allow", async () => {
    expect(await taskOf({ negative_prompt: "   " })).not.toHaveProperty("negativePrompt");
  });

  test("with a prompt of 2,048 characters sends every one of them", async () => {
    const prompt = "long ".repeat(410).slice(0, 2047) + "!";
    expect((await taskOf({ prompt }))["positivePrompt"]).toBe(prompt);
  });

  test.each(["first", "last"])(
    "with a lone %s frame sends the image under that label, and no size",
    async (position) => {
      const frame = png();
      const task = await taskOf({ [`${position}_frame`]: frame, resolution: "540p" });
      const image = `data:image/png;base64,${Buffer.from(frame.bytes).toString("base64")}`;
      expect(task["inputs"]).toEqual({ frameImages: [{ image, frame: position }] });
      expect(task["resolution"]).toBe("540p");
      expect(task).not.toHaveProperty("width");
      expect(task).not.toHaveProperty("height");
    },
  );

  test("with both frames sends both, labelled, in the order of time", async () => {
    const task = await taskOf({
      last_frame: png(300, 300, [0, 0, 255]),
      first_frame: png(4000, 300, [255, 0, 0]),
    });
    expect(task).toMatchObject({
      resolution: "720p",
      inputs: { frameImages: [{ frame: "first" }, { frame: "last" }] },
    });
  });

  test("carries a fresh task id each time", async () => {
    const [one, two] = [await taskOf({}), await taskOf({})];
    expect(one["taskUUID"]).not.toBe(two["taskUUID"]);
  });
});

test("the operator's variables reach the task", async () => {
  const own = await openStage({
    env: { RESULT_TTL: "172800", OUTPUT_QUALITY: "60" },
    runware: { manual: true },
  });
  try {
    await own.member.in(own.channel).slash("video", { prompt: "a lighthouse" });
    await own.member.in(own.channel).slash("video", { prompt: "a harbour", quality: 70 });
    const [first, second] = [
      await own.runware.waitForTask(({ body }) => body["positivePrompt"] === "a lighthouse"),
      await own.runware.waitForTask(({ body }) => body["positivePrompt"] === "a harbour"),
    ];
    expect(first.body).toMatchObject({ ttl: 172_800, outputQuality: 60 });
    expect(second.body).toMatchObject({ ttl: 172_800, outputQuality: 70 });
  } finally {
    await own.close();
  }
});
