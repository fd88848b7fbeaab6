import { appendFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { RetryableError } from "../../../src/generation/errors.ts";
import { createFfmpeg, type Ffmpeg, FfmpegError } from "../../../src/media/ffmpeg.ts";
import { MissingFfmpegError } from "../../../src/media/find-ffmpeg.ts";
import { file, type MediaServer, startMediaServer, status } from "./support/media-server.ts";
import { sampleVideo } from "./support/samples.ts";
import {
  countingFfmpeg,
  createTestLog,
  GENERATION,
  spoolIn,
  videoAt,
} from "./support/spool-bench.ts";
import { tempFolder } from "./support/temp-folder.ts";

const NOISY = { size: "640x480", seconds: 1, noisy: true } as const;
let server: MediaServer;
const samples = new Map<string, Uint8Array>();

beforeAll(async () => {
  server = await startMediaServer();
  for (const ending of ["mp4", "mov", "webm"] as const) {
    const bytes = await sampleVideo(ending, { ...NOISY, audio: true });
    samples.set(ending, bytes);
    server.answer(`/${ending}`, file(bytes));
  }
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(() => server.close());

test.each([
  { ending: "mp4", contentType: "video/mp4" },
  { ending: "webm", contentType: "video/webm" },
  { ending: "mov", contentType: "video/mp4" },
])("a $ending over the limit comes back under it as $contentType", async (sample) => {
  const spool = spoolIn(await tempFolder());
  const limit = 200_000;
  const fitted = await spool.fit(GENERATION, videoAt(server.url(`/${sample.ending}`)), limit);
  expect(fitted).toMatchObject({ contentType: sample.contentType, hasAudio: true });
  expect(fitted?.bytes).toBeLessThanOrEqual(limit);
  // Not a token either: what the limit allows is used.
  expect(fitted?.bytes).toBeGreaterThan(limit / 2);
  expect(Math.abs((fitted?.durationMs ?? 0) - 1000)).toBeLessThan(100);
});

test("the picture becomes smaller where the limit is too tight for its size", async () => {
  const spool = spoolIn(await tempFolder());
  const fitted = await spool.fit(GENERATION, videoAt(server.url("/mp4")), 50_000);
  expect(fitted).toMatchObject({ width: 480, height: 360, hasAudio: true });
  expect(fitted?.bytes).toBeLessThanOrEqual(50_000);
});

test("a result that came out too large is made again, lower", async () => {
  const real = createFfmpeg();
  const sizes: number[] = [];
  /** An encoder that misses its bitrate by far the first time. */
  const overshooting: Ffmpeg = {
    async run(args, options) {
      await real.run(args, options);
      const output = args.at(-1)?.replace(/^file:/, "") ?? "-";
      if (output === "-") return;
      if (sizes.length === 0) await appendFile(output, new Uint8Array(300_000));
      sizes.push((await stat(output)).size);
    },
  };
  const spool = spoolIn(await tempFolder(), { ffmpeg: overshooting });
  const fitted = await spool.fit(GENERATION, videoAt(server.url("/webm")), 200_000);
  expect(sizes[0]).toBeGreaterThan(200_000);
  expect(sizes.at(-1)).toBe(fitted?.bytes);
  expect(fitted?.bytes).toBeLessThanOrEqual(200_000);
});

test("a result that is never small enough is no result", async () => {
  const real = createFfmpeg();
  const hopeless: Ffmpeg = {
    async run(args, options) {
      await real.run(args, options);
      const output = args.at(-1)?.replace(/^file:/, "") ?? "-";
      if (output !== "-") await appendFile(output, new Uint8Array(200_000));
    },
  };
  const folder = await tempFolder();
  const spool = spoolIn(folder, { ffmpeg: hopeless });
  const video = videoAt(server.url("/webm"));
  expect(await spool.fit(GENERATION, video, 200_000)).toBeNull();
  expect(await readdir(path.join(folder, "spool", GENERATION))).toEqual([
    `${video.videoUUID}.webm`,
  ]);
});

test("there is no smaller file where nothing watchable would fit", async () => {
  const ffmpeg = countingFfmpeg();
  const spool = spoolIn(await tempFolder(), { ffmpeg });
  expect(await spool.fit(GENERATION, videoAt(server.url("/mp4")), 20_000)).toBeNull();
  expect(ffmpeg.runs).toBe(0);
});

test("a file that fits already is left as it is", async () => {
  const ffmpeg = countingFfmpeg();
  const spool = spoolIn(await tempFolder(), { ffmpeg });
  const video = videoAt(server.url("/mov"));
  const size = samples.get("mov")?.length ?? 0;
  expect(await spool.fit(GENERATION, video, size)).toEqual(await spool.fetch(GENERATION, video));
  expect(ffmpeg.runs).toBe(0);
});

test("a second call with the same limit finds the file of the first, after a restart too", async () => {
  const folder = await tempFolder();
  const video = videoAt(server.url("/mp4"));
  const first = await spoolIn(folder).fit(GENERATION, video, 200_000);
  const ffmpeg = countingFfmpeg();
  const restarted = spoolIn(folder, { ffmpeg });
  await restarted.sweep(new Set([GENERATION]));
  expect(await restarted.fit(GENERATION, video, 200_000)).toEqual(first);
  expect(ffmpeg.runs).toBe(0);
  expect(server.requests).toHaveLength(1);
});

test("two who want the same limit at the same time share one encode", async () => {
  const video = videoAt(server.url("/mp4"));
  const alone = countingFfmpeg();
  await spoolIn(await tempFolder(), { ffmpeg: alone }).fit(GENERATION, video, 200_000);
  const ffmpeg = countingFfmpeg();
  const spool = spoolIn(await tempFolder(), { ffmpeg });
  const both = await Promise.all([
    spool.fit(GENERATION, video, 200_000),
    spool.fit(GENERATION, video, 200_000),
  ]);
  expect(both[0]).toEqual(both[1]);
  expect(ffmpeg.runs).toBe(alone.runs);
});

test("nothing of the encode stays but its result", async () => {
  const folder = await tempFolder();
  const fitted = await spoolIn(folder).fit(GENERATION, videoAt(server.url("/mp4")), 200_000);
  const names = await readdir(path.join(folder, "spool", GENERATION));
  expect(names.toSorted()).toEqual(
    [`${videoAt("").videoUUID}.mp4`, path.basename(fitted?.path ?? "")].toSorted(),
  );
});

test("another answer goes out while a video is re-encoded", async () => {
  const order: string[] = [];
  const ffmpeg = countingFfmpeg();
  server.answer("/ping", status(200, {}, "pong"));
  const fitting = spoolIn(await tempFolder(), { ffmpeg })
    .fit(GENERATION, videoAt(server.url("/webm")), 200_000)
    .then(() => order.push("video"));
  await vi.waitFor(() => expect(ffmpeg.runs).toBe(1), { timeout: 20_000, interval: 5 });
  const { body } = await request(server.url("/ping"));
  await body.text();
  order.push("answer");
  await fitting;
  expect(order).toEqual(["answer", "video"]);
});

test("clear ends an encode that is under way", async () => {
  const folder = await tempFolder();
  const ffmpeg = countingFfmpeg();
  const spool = spoolIn(folder, { ffmpeg });
  const fitting = spool.fit(GENERATION, videoAt(server.url("/webm")), 200_000);
  const ended = Promise.allSettled([fitting]);
  await vi.waitFor(() => expect(ffmpeg.runs).toBe(1), { timeout: 20_000, interval: 5 });
  await spool.clear(GENERATION);
  expect(await ended).toMatchObject([{ status: "rejected", reason: { name: "RetryableError" } }]);
  expect(await readdir(path.join(folder, "spool"))).toEqual([]);
});

test.each([
  { what: "cannot encode the video", error: () => new FfmpegError("broken pipe dream") },
  { what: "is missing", error: () => new MissingFfmpegError("none") },
])("where ffmpeg $what there is no smaller file, and the log says why", async ({ error }) => {
  const log = createTestLog();
  const failing = { run: vi.fn<() => Promise<void>>(() => Promise.reject(error())) };
  const spool = spoolIn(await tempFolder(), { ffmpeg: failing, log });
  const video = videoAt(server.url("/mp4"));
  expect(await spool.fit(GENERATION, video, 200_000)).toBeNull();
  expect(await spool.fit(GENERATION, video, 200_000)).toBeNull();
  expect(log.lines).toMatchObject([{ level: "error", facts: { generationId: GENERATION } }]);
});

test("a failure on a full disk may pass", async () => {
  const folder = await tempFolder();
  const video = videoAt(server.url("/mp4"));
  await spoolIn(folder).fetch(GENERATION, video);
  const spool = spoolIn(folder, { minFreeBytes: Number.MAX_SAFE_INTEGER });
  await expect(spool.fit(GENERATION, video, 200_000)).rejects.toThrow(RetryableError);
});

test("the log never holds the address of a result", async () => {
  const log = createTestLog();
  const ffmpeg = { run: () => Promise.reject(new FfmpegError("no")) };
  const spool = spoolIn(await tempFolder(), { ffmpeg, log });
  server.answer("/mp4?signature=secret", file(samples.get("mp4") ?? new Uint8Array()));
  await spool.fit(GENERATION, videoAt(server.url("/mp4?signature=secret")), 200_000);
  expect(log.lines).toHaveLength(1);
  expect(JSON.stringify(log.lines)).not.toContain("signature");
});
