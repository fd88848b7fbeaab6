import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { post, videoTask } from "./client.ts";
import type { Reply } from "./client.ts";
import { dataUri, image } from "./images.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest();

function submit(frameImages: unknown, changes: Record<string, unknown> = {}): Promise<Reply> {
  const sizes = { width: undefined, height: undefined };
  return post(runware.current, [videoTask({ ...sizes, inputs: { frameImages }, ...changes })]);
}

async function code(frameImages: unknown): Promise<unknown> {
  const { status, errors } = await submit(frameImages);
  expect(status).toBe(400);
  return errors[0]?.["code"];
}

const square = await image({ width: 400, height: 400 });

test.each([
  ["no image", []],
  ["three images", ["a", "b", "c"]],
  ["an object without an image", [{ frame: "first" }]],
  ["the old name of the field", [{ inputImage: "x", frame: "first" }]],
  ["a frame in the middle", [{ image: "x", frame: 5 }]],
])("%s is refused", async (_name, frameImages) => {
  expect(await code(frameImages)).toBe("invalidFrameImages");
});

test("two images for the same frame are refused", async () => {
  const images = ["first", 0].map((frame) => ({ image: dataUri(square), frame }));
  expect(await code(images)).toBe("incompatibleParameters");
});

test("one image alone is the first frame, two are the first and the last", async () => {
  await submit([dataUri(square)]);
  await submit([dataUri(square), { image: square.toString("base64") }]);
  const positions = runware.current.tasks.map(({ job }) => job.frames.map((f) => f.position));
  expect(positions).toEqual([["first"], ["first", "last"]]);
});

test("an unlabelled image takes the frame that a labelled one left", async () => {
  await submit([dataUri(square), { image: dataUri(square), frame: 0 }]);
  const frames = runware.current.tasks[0]?.job.frames;
  expect(frames?.map(({ position }) => position)).toEqual(["last", "first"]);
});

test("the video takes the frame's aspect, with the resolution as its short side", async () => {
  const wide = await image({ width: 1000, height: 500 });
  await submit([{ image: dataUri(wide), frame: -1 }], { resolution: "540p" });
  expect(runware.current.tasks[0]?.job).toMatchObject({ width: 1080, height: 540 });
});

test.each(["png", "jpeg", "webp"] as const)("a %s is accepted", async (type) => {
  const bytes = await image({ width: 300, height: 300, type });
  expect(await submit([dataUri(bytes, `image/${type}`)])).toMatchObject({ status: 200 });
});

test("a type is told by the bytes, not by the data URI's word", async () => {
  const bytes = await image({ width: 300, height: 300, type: "gif" });
  expect(await code([dataUri(bytes)])).toBe("unsupportedFrameImageFormat");
});

test.each([
  [299, 400, "invalidFrameImageWidth"],
  [400, 299, "invalidFrameImageHeight"],
  [4002, 400, "invalidFrameImageWidth"],
])("an image of %i × %i pixels is refused", async (width, height, expected) => {
  expect(await code([dataUri(await image({ width, height }))])).toBe(expected);
});

test("an image over 20 MB is refused", async () => {
  const bytes = Buffer.concat([square, Buffer.alloc(20 * 1024 * 1024)]);
  expect(await code([dataUri(bytes)])).toBe("invalidFrameImageSize");
});

test("an image at a URL is fetched", async () => {
  const url = await serve((_path, end) => end(200, square));
  expect(await submit([url])).toMatchObject({ status: 200 });
});

test("an image whose URL does not answer well is refused", async () => {
  const url = await serve((_path, end) => end(404, Buffer.from("gone")));
  expect(await code([url])).toBe("downloadFailed");
});

test("stored media can be named by its UUID until it is deleted", async () => {
  const upload = { taskType: "mediaStorage", taskUUID: randomUUID(), operation: "upload" };
  const { data } = await post(runware.current, [{ ...upload, media: dataUri(square) }]);
  const media = data[0]?.["mediaUUID"];
  expect(data[0]).toMatchObject({ operation: "upload", mediaURL: expect.stringContaining("http") });
  expect(await submit([{ image: media, frame: "last" }])).toMatchObject({ status: 200 });

  await post(runware.current, [{ ...upload, operation: "delete", media }]);
  expect(await code([media])).toBe("mediaNotFound");
});

async function serve(
  answer: (path: string, end: (status: number, body: Buffer) => void) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    answer(request.url ?? "/", (status, body) => {
      response.statusCode = status;
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/image`;
}
