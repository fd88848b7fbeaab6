import { randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../../src/generation/errors.ts";
import { createFfmpeg } from "../../../src/media/ffmpeg.ts";
import { createFrameStore } from "../../../src/media/frame-store.ts";
import { takeStill } from "../../../src/media/still.ts";
import { file, type MediaServer, startMediaServer, status } from "./support/media-server.ts";
import { sampleVideo } from "./support/samples.ts";
import { createTestLog, testDownload } from "./support/spool-bench.ts";
import { tempFolder } from "./support/temp-folder.ts";

let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer();
});
afterAll(() => server.close());

async function storeIn(folder: string, minSide = 100) {
  return createFrameStore({
    dir: path.join(folder, "frames"),
    download: () => Promise.reject(new Error("a video is not fetched as an image")),
    downloadVideo: testDownload,
    ffmpeg: createFfmpeg(),
    limits: { minSide, maxSide: 4000, maxBytes: 20_000_000 },
    log: createTestLog(),
  });
}

function serve(bytes: Uint8Array): string {
  const address = `/${randomUUID()}`;
  server.answer(address, file(bytes, { "content-type": "video/mp4" }));
  return server.url(address);
}

test.each(["first", "last"] as const)(
  "the %s picture of a video is kept as a frame",
  async (still) => {
    const folder = await tempFolder();
    const store = await storeIn(folder);
    const bytes = await sampleVideo("mp4", { seconds: 3 });
    // Larger than any frame may be: what counts is its picture.
    const source = { url: serve(bytes), fileName: "boat-1.mp4", bytes: 90_000_000, still };
    const frame = await store.take(source);
    expect(frame).toMatchObject({ contentType: "image/png", width: 320, height: 180 });

    const video = path.join(folder, "video.mp4");
    await writeFile(video, bytes);
    const target = path.join(folder, "expected.png");
    await takeStill(createFfmpeg(), { video, target, atMs: still === "last" ? "last" : 0 });
    expect(Buffer.from(await store.read(frame)).equals(await readFile(target))).toBe(true);
    expect(await readdir(path.join(folder, "frames", "incoming"))).toEqual([]);
  },
);

test("the first and the last picture of a video are not the same", async () => {
  const store = await storeIn(await tempFolder());
  const url = serve(await sampleVideo("mp4", { seconds: 3 }));
  const take = (still: "first" | "last") =>
    store.take({ url, fileName: "boat-1.mp4", bytes: 0, still });
  expect((await take("first")).hash).not.toBe((await take("last")).hash);
});

test("a picture that is too small for a frame is refused in the words for images", async () => {
  const store = await storeIn(await tempFolder(), 300);
  const url = serve(await sampleVideo("mp4"));
  const taking = store.take({ url, fileName: "boat-1.mp4", bytes: 0, still: "first" });
  await expect(taking).rejects.toThrow(/320 × 180 pixels/);
});

test.each([
  ["gone", () => status(404)],
  ["no video", () => file(Buffer.from("no video at all"), { "content-type": "video/mp4" })],
])("a video that is %s is said to be so", async (_, answer) => {
  const folder = await tempFolder();
  const store = await storeIn(folder);
  const address = `/${randomUUID()}`;
  server.answer(address, answer());
  const taking = store.take({
    url: server.url(address),
    fileName: "boat-1.mp4",
    bytes: 0,
    still: "last",
  });
  await expect(taking).rejects.toThrow(UserError);
  await expect(taking).rejects.toThrow(/“boat-1.mp4”.*gone, or damaged/);
  expect(await readdir(path.join(folder, "frames", "incoming"))).toEqual([]);
});
