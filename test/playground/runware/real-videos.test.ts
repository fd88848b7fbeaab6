import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startRunware } from "../../../playground/runware/server.ts";
import type { Runware } from "../../../playground/runware/server.ts";
import { post, videoTask } from "./client.ts";
import { dataUri, image } from "./images.ts";
import { difference, meanColor, picture } from "./pixels.ts";
import { probe } from "./probe.ts";

// Some of these render three videos, on a machine that may be busy with other test files.
vi.setConfig({ testTimeout: 120_000 });

const SIZE = { width: 480, height: 360 };
const WHOLE = { x: 0, y: 0, ...SIZE };
const NO_SIZE = { width: undefined, height: undefined, resolution: "360p" };
const LAST = 5 * 24 - 1;

let folder = "";
let runware: Runware;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "flipbook-test-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  runware = await startRunware({ manual: true, outDir: folder });
});
afterEach(() => runware.close());

/** The finished file of a task. Equal tasks share one rendering within this test file. */
async function video(changes: Record<string, unknown> = {}): Promise<string> {
  const task = videoTask({ ...SIZE, seed: 11, ...changes });
  await post(runware, [task]);
  await runware.finish(task.taskUUID);
  const path = runware.tasks.find(({ taskUUID }) => taskUUID === task.taskUUID)?.results[0]?.path;
  expect(path).toBeDefined();
  return path ?? "";
}

test.each([
  ["MP4", "h264", "aac", "mp4"],
  ["MOV", "h264", "aac", "mov"],
  ["WEBM", "vp8", "opus", "webm"],
])("a %s has the size, the length and the sound asked for", async (format, codec, sound, name) => {
  const providerSettings = { pixverse: { audio: true, style: "clay" } };
  const path = await video({ outputFormat: format, providerSettings });
  const found = await probe(path);
  expect(found.container).toContain(name);
  expect(found).toMatchObject({
    ...SIZE,
    durationS: 5,
    pictures: 120,
    pixelFormat: "yuv420p",
    videoCodec: codec,
    audioCodec: sound,
  });
});

test("without audio there is no sound track", async () => {
  expect(await probe(await video())).toMatchObject({ audio: false, durationS: 5 });
});

test("a video that is played while it loads begins with its index", async () => {
  const bytes = await readFile(await video());
  expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
});

test("the same seed and parameters give the same bytes", async () => {
  const providerSettings = { pixverse: { audio: true, style: "cyberpunk" } };
  const first = await readFile(await video({ providerSettings }));
  const elsewhere = await mkdtemp(join(tmpdir(), "flipbook-test-"));
  await runware.close();
  runware = await startRunware({ manual: true, outDir: elsewhere });
  try {
    const again = await readFile(await video({ providerSettings }));
    expect(again.equals(first)).toBe(true);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});

test("another seed gives another picture", async () => {
  const [a, b] = [await video(), await video({ seed: 12 })];
  const top = { ...WHOLE, height: 200 };
  expect(difference(await picture(a, 0, top), await picture(b, 0, top))).toBeGreaterThan(3);
});

test("the prompt stands in the picture, and only there another prompt shows", async () => {
  const [a, b] = [await video(), await video({ positivePrompt: "two cats on a roof at night" })];
  const [top, bottom] = [
    { ...WHOLE, height: 180 },
    { ...WHOLE, y: 220, height: 140 },
  ];
  expect(difference(await picture(a, 60, bottom), await picture(b, 60, bottom))).toBeGreaterThan(1);
  expect(difference(await picture(a, 60, top), await picture(b, 60, top))).toBeLessThan(0.5);
});

test("a prompt of signs that mean something to ffmpeg is drawn as it is", async () => {
  const positivePrompt = String.raw`100% 'quoted': [a];b,c=\n %{pts} {} 🎬 日本`;
  expect(await probe(await video({ positivePrompt }))).toMatchObject({ durationS: 5 });
});

test("each style has a picture of its own", async () => {
  const pictures = await Promise.all(
    ["anime", "3d_animation", "comic"].map(async (style) => {
      const path = await video({ providerSettings: { pixverse: { style } } });
      return picture(path, 0, WHOLE);
    }),
  );
  const [a, b, c] = pictures as [Buffer, Buffer, Buffer];
  expect(Math.min(difference(a, b), difference(b, c), difference(a, c))).toBeGreaterThan(20);
});

test("something moves in every style's picture", async () => {
  const path = await video({ providerSettings: { pixverse: { style: "clay" } } });
  const [a, b] = [await picture(path, 0, WHOLE), await picture(path, 60, WHOLE)];
  expect(difference(a, b)).toBeGreaterThan(2);
});

test("a video starts on the first frame, ends on the last, and fades between them", async () => {
  const red = dataUri(await image({ ...SIZE, color: "red" }));
  const blue = dataUri(await image({ ...SIZE, color: "blue" }));
  const frameImages = [
    { image: red, frame: "first" },
    { image: blue, frame: "last" },
  ];
  const path = await video({ ...NO_SIZE, inputs: { frameImages } });
  const colors = await Promise.all([0, 60, LAST].map((at) => picture(path, at, WHOLE)));
  const [start, middle, end] = colors.map(meanColor);
  expect(farthest(start, [254, 0, 0])).toBeLessThan(12);
  expect(farthest(end, [0, 0, 254])).toBeLessThan(12);
  expect(middle?.[0]).toBeGreaterThan(60);
  expect(middle?.[2]).toBeGreaterThan(60);
});

test("a lone first frame is where the video starts", async () => {
  const green = dataUri(await image({ ...SIZE, color: "lime" }));
  const path = await video({ ...NO_SIZE, inputs: { frameImages: [green] } });
  expect(farthest(meanColor(await picture(path, 0, WHOLE)), [0, 254, 0])).toBeLessThan(12);
});

test("a lone last frame is where the video ends, and not where it starts", async () => {
  const green = dataUri(await image({ ...SIZE, color: "lime" }));
  const frameImages = [{ image: green, frame: "last" }];
  const path = await video({ ...NO_SIZE, inputs: { frameImages } });
  expect(farthest(meanColor(await picture(path, LAST, WHOLE)), [0, 254, 0])).toBeLessThan(12);
  expect(meanColor(await picture(path, 0, WHOLE))[1]).toBeLessThan(200);
});

test("with frames the video has their aspect", async () => {
  const tall = dataUri(await image({ width: 400, height: 600, type: "jpeg" }), "image/jpeg");
  const path = await video({ ...NO_SIZE, inputs: { frameImages: [tall] } });
  expect(await probe(path)).toMatchObject({ width: 360, height: 540 });
});

test("a lower quality makes a smaller file", async () => {
  const [good, poor] = [await video(), await video({ outputQuality: 20 })];
  expect((await readFile(poor)).length).toBeLessThan((await readFile(good)).length / 1.5);
});

test("what was rendered once is taken from the folder again", async () => {
  await video({ seed: 77 });
  const names = await readdir(folder);
  await runware.close();
  runware = await startRunware({ manual: true, outDir: folder });
  await video({ seed: 77 });
  expect(await readdir(folder)).toEqual(names);
});

test("a frame that only looks like an image fails its task, not the server", async () => {
  const broken = (await image({ ...SIZE, type: "png" })).subarray(0, 60);
  const task = videoTask({ ...NO_SIZE, inputs: { frameImages: [dataUri(broken)] } });
  await post(runware, [task]);
  await runware.finish(task.taskUUID);
  const [result] = runware.tasks[0]?.results ?? [];
  expect(result).toMatchObject({ state: "error", error: { code: "inferenceError" } });
});

test("closing ends a rendering under way and leaves nothing of it", async () => {
  const before = await readdir(folder);
  await post(runware, [videoTask({ ...SIZE, seed: 999 })]);
  await vi.waitFor(async () => expect(await readdir(folder)).not.toEqual(before), {
    timeout: 9_000,
  });
  await runware.close();
  expect(await readdir(folder)).toEqual(before);
});

/** The largest difference in one of red, green and blue. */
function farthest(actual: number[] | undefined, expected: number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(value - (actual?.[i] ?? -999))));
}
