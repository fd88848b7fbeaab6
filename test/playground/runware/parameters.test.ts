import { expect, test } from "vitest";
import { post, videoTask } from "./client.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest();

const NO_SIZE = { width: undefined, height: undefined };

async function refusal(changes: Record<string, unknown>): Promise<Record<string, unknown>> {
  const task = videoTask(changes);
  const reply = await post(runware.current, [task]);
  expect(reply).toMatchObject({ status: 400, data: [] });
  expect(reply.errors[0]).toMatchObject({ taskType: "videoInference", taskUUID: task.taskUUID });
  return reply.errors[0] ?? {};
}

test.each([
  ["an unknown parameter", { fps: 30 }, "unknownParameter", "fps"],
  [
    "an unknown provider setting",
    pixverse({ multiClip: true }),
    "unknownParameter",
    at("multiClip"),
  ],
  [
    "another provider's settings",
    { providerSettings: { kling: {} } },
    "unknownParameter",
    "providerSettings.kling",
  ],
  ["another model", { model: "pixverse:1@6" }, "invalidModel", "model"],
  ["no model", { model: undefined }, "missingModel", "model"],
  [
    "a taskUUID that is no v4",
    { taskUUID: "7b0d4c1e-52a9-1f0e-9a51-0c8f3f1d2a10" },
    "invalidTaskUUID",
    "taskUUID",
  ],
  ["no prompt", { positivePrompt: undefined }, "missingPositivePrompt", "positivePrompt"],
  ["an empty prompt", { positivePrompt: "" }, "invalidPositivePrompt", "positivePrompt"],
  [
    "a prompt too long",
    { positivePrompt: "a".repeat(2049) },
    "invalidPositivePrompt",
    "positivePrompt",
  ],
  ["an empty negative prompt", { negativePrompt: "" }, "invalidNegativePrompt", "negativePrompt"],
  ["a width that is text", { width: "640" }, "invalidWidth", "width"],
  ["a negative seed", { seed: -1 }, "invalidSeed", "seed"],
  ["a seed past 31 bits", { seed: 2147483648 }, "invalidSeed", "seed"],
  ["five results", { numberResults: 5 }, "invalidNumberResults", "numberResults"],
  ["no results", { numberResults: 0 }, "invalidNumberResults", "numberResults"],
  ["base64 output", { outputType: "base64Data" }, "invalidOutputType", "outputType"],
  ["another format", { outputFormat: "GIF" }, "invalidOutputFormat", "outputFormat"],
  ["a quality too low", { outputQuality: 19 }, "invalidOutputQuality", "outputQuality"],
  ["a quality too high", { outputQuality: 100 }, "invalidOutputQuality", "outputQuality"],
  ["synchronous delivery", { deliveryMethod: "sync" }, "invalidDeliveryMethod", "deliveryMethod"],
  ["a link that lives too short", { ttl: 59 }, "invalidTtl", "ttl"],
  ["a webhook that is no URI", { webhookURL: "localhost" }, "invalidWebhookURL", "webhookURL"],
  [
    "an upload endpoint that is no URI",
    { uploadEndpoint: "s3" },
    "invalidUploadEndpoint",
    "uploadEndpoint",
  ],
  ["a cost switch that is text", { includeCost: "true" }, "invalidIncludeCost", "includeCost"],
  ["an unknown safety mode", { safety: { mode: "strict" } }, "invalidMode", "safety.mode"],
  ["an unknown safety field", { safety: { level: 1 } }, "unknownParameter", "safety.level"],
  ["an unknown style", pixverse({ style: "realistic" }), "invalidStyle", at("style")],
  ["audio that is no boolean", pixverse({ audio: 1 }), "invalidAudio", at("audio")],
  ["an unknown way of thinking", pixverse({ thinking: "yes" }), "invalidThinking", at("thinking")],
])("%s is refused", async (_name, changes, code, parameter) => {
  expect(await refusal(changes)).toMatchObject({ code, parameter });
});

test("a refusal of a value names the allowed ones and the type", async () => {
  expect(await refusal(pixverse({ style: "realistic" }))).toMatchObject({
    type: "string",
    allowedValues: ["anime", "3d_animation", "clay", "comic", "cyberpunk"],
  });
});

test("a refusal of a number names its range", async () => {
  const error = await refusal({ outputQuality: 5 });
  expect(error).toMatchObject({ type: "integer", min: 20, max: 99 });
});

test.each([
  ["1080p", { width: 1920, height: 1080, duration: 10 }, [5, 8]],
  ["720p", { width: 1280, height: 720, duration: 7 }, [5, 8, 10]],
])(
  "a length that %s does not have is refused with those it has",
  async (_name, changes, values) => {
    const error = { code: "unsupportedDuration", parameter: "duration", allowedValues: values };
    expect(await refusal(changes)).toMatchObject(error);
  },
);

test.each([
  ["a width alone", { height: undefined }, ["width", "height"]],
  ["a resolution beside the size", { resolution: "360p" }, ["resolution", "width", "height"]],
  ["neither size nor frames", NO_SIZE, ["inputs.frameImages", "width", "height"]],
  [
    "a resolution without frames",
    { ...NO_SIZE, resolution: "720p" },
    ["inputs.frameImages", "width", "height"],
  ],
  [
    "frames beside the size",
    { inputs: { frameImages: ["x"] } },
    ["inputs.frameImages", "width", "height"],
  ],
  ["a size outside the table", { width: 1280, height: 700 }, ["width", "height"]],
])("%s is refused, and all fields in conflict are named", async (_name, changes, parameter) => {
  expect(await refusal(changes)).toMatchObject({ parameter });
});

test.each([
  [640, 360],
  [480, 360],
  [360, 360],
  [360, 480],
  [360, 640],
  [960, 540],
  [720, 540],
  [540, 540],
  [540, 720],
  [540, 960],
  [1280, 720],
  [960, 720],
  [720, 720],
  [720, 960],
  [720, 1280],
  [1920, 1080],
  [1440, 1080],
  [1080, 1080],
  [1080, 1440],
  [1080, 1920],
])("%i × %i is accepted", async (width, height) => {
  runware.current.faults.task(() => true, { never: true });
  expect(await post(runware.current, [videoTask({ width, height })])).toMatchObject({ errors: [] });
});

test("a task with every parameter of the model page is accepted", async () => {
  const task = videoTask({
    negativePrompt: "blurry",
    seed: 2147483647,
    numberResults: 4,
    outputType: "URL",
    outputFormat: "WEBM",
    outputQuality: 20,
    webhookURL: "http://127.0.0.1:9/hook?token=x",
    uploadEndpoint: "http://127.0.0.1:9/put",
    ttl: 60,
    safety: { checkContent: true, mode: "full" },
    ...pixverse({ audio: true, style: "clay", thinking: "disabled" }),
  });
  runware.current.faults.task(() => true, { never: true });
  expect(await post(runware.current, [task])).toMatchObject({ status: 200, errors: [] });
});

test("everything that is wrong with a task is said at once", async () => {
  const { errors } = await post(runware.current, [videoTask({ seed: -1, ttl: 1 })]);
  expect(errors.map(({ parameter }) => parameter)).toEqual(["seed", "ttl"]);
});

test("a refused task is not known: it may be sent again, corrected", async () => {
  const task = videoTask({ duration: 7 });
  await post(runware.current, [task]);
  expect(await post(runware.current, [{ ...task, duration: 8 }])).toMatchObject({ status: 200 });
});

function pixverse(settings: Record<string, unknown>): Record<string, unknown> {
  return { providerSettings: { pixverse: settings } };
}

function at(name: string): string {
  return `providerSettings.pixverse.${name}`;
}
