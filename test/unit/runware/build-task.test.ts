import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { STYLES, THINKING, type Frame } from "../../../src/generation/request.ts";
import { buildTask } from "../../../src/providers/runware/build-task.ts";
import { pixverseV56 } from "../../../src/providers/runware/pixverse-v5-6.ts";
import { VideoInferenceSchema } from "../../../src/providers/runware/wire-request.ts";
import { sampleTask } from "../../contract/runware/support/sample-task.ts";

const FRAME: Frame = {
  hash: "0".repeat(64),
  contentType: "image/png",
  bytes: 3,
  width: 1280,
  height: 720,
};

const ExamplesSchema = z.object({
  examples: z.array(
    z.object({
      title: z.string(),
      request: z.object({
        taskUUID: z.string(),
        positivePrompt: z.string(),
        negativePrompt: z.string(),
        width: z.literal(1280),
        height: z.literal(720),
        duration: z.literal(8),
        seed: z.int().optional(),
        providerSettings: z.object({
          pixverse: z.object({
            style: z.enum(STYLES),
            audio: z.boolean(),
            thinking: z.enum(THINKING),
          }),
        }),
        inputs: z
          .object({
            frameImages: z.array(
              z.object({ inputImage: z.string(), frame: z.enum(["first", "last"]) }),
            ),
          })
          .optional(),
      }),
    }),
  ),
});
const { examples } = ExamplesSchema.parse(
  JSON.parse(await readFile(new URL("model-page-examples.json", import.meta.url), "utf8")),
);

describe("a task", () => {
  test("is compared with all five examples of the model page", () => {
    expect(examples).toHaveLength(5);
  });

  test.each(examples)("asks for the same as the model page's “$title”", ({ request }) => {
    const { pixverse } = request.providerSettings;
    const images = request.inputs?.frameImages ?? [];
    const task = sampleTask(
      {
        prompt: request.positivePrompt,
        negativePrompt: request.negativePrompt,
        resolution: "720p",
        aspect: images.length > 0 ? null : "16:9",
        duration: request.duration,
        seed: request.seed ?? null,
        ...pixverse,
      },
      {
        taskUUID: request.taskUUID,
        frames: images.map(({ frame }) => ({ position: frame, frame: FRAME })),
      },
    );
    const body = buildTask(task, pixverseV56, {
      images: images.map(({ inputImage }) => inputImage),
    });

    expect(VideoInferenceSchema.parse(body)).toEqual(body);
    // With frames the page's examples also name a size, which other pages of Runware forbid, and
    // use an older name for the image.
    const { width, height, inputs, ...rest } = request;
    const shape = inputs
      ? {
          resolution: "720p",
          inputs: {
            frameImages: inputs.frameImages.map(({ inputImage, frame }) => ({
              image: inputImage,
              frame,
            })),
          },
        }
      : { width, height };
    expect(body).toEqual({
      ...rest,
      ...shape,
      taskType: "videoInference",
      model: "pixverse:1@7",
      numberResults: 1,
      outputType: "URL",
      outputFormat: "MP4",
      outputQuality: 95,
      deliveryMethod: "async",
      includeCost: true,
      safety: { checkContent: true, mode: "fast" },
    });
  });

  test("leaves out what was not asked for instead of sending it empty", () => {
    const body = buildTask(sampleTask(), pixverseV56, { images: [] });
    expect(Object.keys(body)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/negativePrompt|seed|ttl|webhook|upload/)]),
    );
    expect(body.providerSettings.pixverse).toEqual({ audio: false, thinking: "auto" });
  });

  test.each([
    ["none", { checkContent: false, mode: "none" }],
    ["fast", { checkContent: true, mode: "fast" }],
    ["full", { checkContent: true, mode: "full" }],
  ] as const)("with safety %s says so in both fields", (safety, wire) => {
    const body = buildTask(sampleTask({}, { safety }), pixverseV56, { images: [] });
    expect(body.safety).toEqual(wire);
  });

  test("with a lone last frame labels it as the last", () => {
    const task = sampleTask({ aspect: null }, { frames: [{ position: "last", frame: FRAME }] });
    const body = buildTask(task, pixverseV56, { images: ["data:image/png;base64,AAAA"] });
    expect(body.inputs?.frameImages).toEqual([
      { image: "data:image/png;base64,AAAA", frame: "last" },
    ]);
    expect(body.width).toBeUndefined();
    expect(body.height).toBeUndefined();
  });

  test("carries what the operator set: lifetime, webhook and upload address", () => {
    const body = buildTask(sampleTask(), pixverseV56, {
      images: [],
      ttlSeconds: 86_400,
      webhookURL: "https://bot.example/hook?token=x",
      uploadEndpoint: "https://store.example/put",
    });
    expect(VideoInferenceSchema.parse(body)).toMatchObject({
      ttl: 86_400,
      webhookURL: "https://bot.example/hook?token=x",
      uploadEndpoint: "https://store.example/put",
    });
  });

  test("is the same body each time, so that a repetition repeats it", () => {
    const task = sampleTask({ seed: 7, style: "clay" });
    const twice = [1, 2].map(() => JSON.stringify(buildTask(task, pixverseV56, { images: [] })));
    expect(twice[0]).toBe(twice[1]);
  });

  test("without frames and without an aspect is not sent in some other shape", () => {
    const task = sampleTask({ aspect: null });
    expect(() => buildTask(task, pixverseV56, { images: [] })).toThrow(/aspect/);
  });

  test("whose frame has no image is not sent without it", () => {
    const task = sampleTask({ aspect: null }, { frames: [{ position: "first", frame: FRAME }] });
    expect(() => buildTask(task, pixverseV56, { images: [] })).toThrow(/first frame/);
  });
});

describe("the schema of what we send", () => {
  const body = buildTask(sampleTask(), pixverseV56, { images: [] });
  const withFrame = {
    ...body,
    width: undefined,
    height: undefined,
    resolution: "720p",
    inputs: { frameImages: [{ image: "data:image/png;base64,AAAA", frame: "first" }] },
  };

  test.each<[string, object]>([
    ["a parameter that the model page does not have", { ...body, fps: 24 }],
    ["an empty negative prompt", { ...body, negativePrompt: "" }],
    ["a width without a height", { ...body, height: undefined }],
    ["a resolution beside a size", { ...body, resolution: "720p" }],
    ["neither frames nor a size", { ...body, width: undefined, height: undefined }],
    ["frames beside a size", { ...withFrame, width: 1280, height: 720, resolution: undefined }],
    ["frames without a resolution", { ...withFrame, resolution: undefined }],
    ["a seed above the limit", { ...body, seed: 2_147_483_648 }],
    ["a lifetime under a minute", { ...body, ttl: 59 }],
    [
      "a taskUUID of another version",
      { ...body, taskUUID: "0198c1f0-0000-7000-8000-000000000000" },
    ],
  ])("refuses %s", (_name, wrong) => {
    expect(VideoInferenceSchema.safeParse(wrong).success).toBe(false);
  });

  test("accepts frames with a resolution", () => {
    expect(VideoInferenceSchema.safeParse(withFrame).success).toBe(true);
  });
});
