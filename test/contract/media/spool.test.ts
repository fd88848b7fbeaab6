import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { RetryableError, TerminalError } from "../../../src/generation/errors.ts";
import { createDownload } from "../../../src/media/download.ts";
import {
  cutAfter,
  file,
  type MediaServer,
  stallAfter,
  startMediaServer,
  status,
} from "./support/media-server.ts";
import { sampleVideo } from "./support/samples.ts";
import { GENERATION, spoolIn, videoAt } from "./support/spool-bench.ts";
import { tempFolder } from "./support/temp-folder.ts";

let server: MediaServer;
let bytes: Uint8Array;

beforeAll(async () => {
  server = await startMediaServer();
  bytes = await sampleVideo("mp4", { seconds: 2, audio: true });
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(() => server.close());

test("a result is fetched, looked at and kept under its own kind", async () => {
  server.answer("/v", file(bytes, { "content-type": "application/octet-stream" }));
  const spool = spoolIn(await tempFolder());
  const spooled = await spool.fetch(GENERATION, videoAt(server.url("/v")));
  expect(spooled).toEqual({
    path: spooled.path,
    bytes: bytes.length,
    contentType: "video/mp4",
    extension: "mp4",
    width: 320,
    height: 180,
    durationMs: 2000,
    hasAudio: true,
  });
  expect(Buffer.from(bytes).equals(await readFile(spooled.path))).toBe(true);
});

test("a second fetch finds the file, after a restart too", async () => {
  server.answer("/v", file(bytes));
  const folder = await tempFolder();
  const first = await spoolIn(folder).fetch(GENERATION, videoAt(server.url("/v")));
  const restarted = spoolIn(folder);
  await restarted.sweep(new Set([GENERATION]));
  expect(await restarted.fetch(GENERATION, videoAt(server.url("/v")))).toEqual(first);
  expect(server.requests).toHaveLength(1);
});

test("two who want a file at the same time share one download", async () => {
  server.answer("/v", file(bytes));
  const spool = spoolIn(await tempFolder());
  const video = videoAt(server.url("/v"));
  const [one, two] = await Promise.all([
    spool.fetch(GENERATION, video),
    spool.fetch(GENERATION, video),
  ]);
  expect(one).toEqual(two);
  expect(server.requests).toHaveLength(1);
});

test("a download that a crash left unchecked is checked, not fetched again", async () => {
  const folder = await tempFolder();
  const video = videoAt(server.url("/v"));
  await mkdir(path.join(folder, "spool", GENERATION), { recursive: true });
  await writeFile(path.join(folder, "spool", GENERATION, `${video.videoUUID}.download`), bytes);
  expect(await spoolIn(folder).fetch(GENERATION, video)).toMatchObject({ extension: "mp4" });
  expect(server.requests).toEqual([]);
});

test("a kept file that lost its end is fetched again", async () => {
  server.answer("/v", file(bytes));
  const spool = spoolIn(await tempFolder());
  const video = videoAt(server.url("/v"));
  const { path: kept } = await spool.fetch(GENERATION, video);
  await writeFile(kept, bytes.subarray(0, 1000));
  expect(await spool.fetch(GENERATION, video)).toMatchObject({ bytes: bytes.length });
});

test("a page in place of the video is final", async () => {
  server.answer("/v", status(200, { "content-type": "video/mp4" }, "<html>Not here</html>"));
  const fetching = spoolIn(await tempFolder()).fetch(GENERATION, videoAt(server.url("/v")));
  await expect(fetching).rejects.toMatchObject({ kind: "provider", code: "notVideo" });
});

test("a result that is gone is final", async () => {
  server.answer("/v", status(404));
  const fetching = spoolIn(await tempFolder()).fetch(GENERATION, videoAt(server.url("/v")));
  await expect(fetching).rejects.toThrow(TerminalError);
});

test.each([
  { what: "an empty file", broken: () => Buffer.alloc(0) },
  { what: "half a file", broken: () => bytes.subarray(0, bytes.length / 2) },
])("$what is fetched again the next time", async ({ broken }) => {
  server.answer("/v", file(broken()), file(bytes));
  const spool = spoolIn(await tempFolder());
  const video = videoAt(server.url("/v"));
  await expect(spool.fetch(GENERATION, video)).rejects.toThrow(RetryableError);
  expect(await spool.fetch(GENERATION, video)).toMatchObject({ bytes: bytes.length });
});

test("a file that comes broken five times is given up", async () => {
  server.answer("/v", file(bytes.subarray(0, 1000)));
  const spool = spoolIn(await tempFolder());
  const errors: unknown[] = [];
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await spool.fetch(GENERATION, videoAt(server.url("/v"))).catch((error: Error) => {
      errors.push(error.name);
    });
  }
  expect(errors).toEqual([...Array(4).fill("RetryableError"), "TerminalError"]);
});

test("a download that is cut is taken up in the middle", async () => {
  const etag = { etag: '"v1"' };
  const folder = await tempFolder();
  const video = videoAt(server.url("/v"));
  const part = path.join(folder, "spool", GENERATION, `${video.videoUUID}.download.part`);
  server.answer("/v", cutAfter(bytes, 1000, part, etag), file(bytes, etag));
  await spoolIn(folder).fetch(GENERATION, video);
  expect(server.requests.map(({ range }) => range)).toEqual([undefined, "bytes=1000-"]);
});

test("an address outside the allowed hosts is final", async () => {
  const spool = spoolIn(await tempFolder());
  const fetching = spool.fetch(GENERATION, videoAt("https://elsewhere.example/v.mp4"));
  await expect(fetching).rejects.toMatchObject({ kind: "provider", code: "address" });
});

test("a full disk may have room later", async () => {
  const download = createDownload({
    allowedHosts: [],
    allowLoopbackHttp: true,
    maxBytes: 1_000_000,
    timeoutMs: 20_000,
    minFreeBytes: Number.MAX_SAFE_INTEGER,
  });
  const spool = spoolIn(await tempFolder(), { download });
  const fetching = spool.fetch(GENERATION, videoAt(server.url("/v")));
  await expect(fetching).rejects.toThrow(RetryableError);
});

test("a folder that cannot be made may be made later", async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, "spool"), "a file where the folder should be");
  const fetching = spoolIn(folder).fetch(GENERATION, videoAt(server.url("/v")));
  await expect(fetching).rejects.toThrow(RetryableError);
});

test.each(["../../etc/passwd", "", "a/b", "..", "a".repeat(65)])(
  "a videoUUID of “%s” never becomes a file name",
  async (videoUUID) => {
    const folder = await tempFolder();
    const fetching = spoolIn(folder).fetch(GENERATION, videoAt(server.url("/v"), videoUUID));
    await expect(fetching).rejects.toThrow(TerminalError);
    expect(server.requests).toEqual([]);
  },
);

test("a generation's id that is none touches no folder", async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, "precious"), "");
  await expect(spoolIn(folder).clear("..")).rejects.toThrow("no snowflake");
  expect(await readdir(folder)).toEqual(["precious"]);
});

test("clear removes every file of one generation and no other's", async () => {
  server.answer("/v", file(bytes));
  const folder = await tempFolder();
  const spool = spoolIn(folder);
  await spool.fetch(GENERATION, videoAt(server.url("/v")));
  await spool.fetch("1300000000000000002", videoAt(server.url("/v")));
  await spool.clear(GENERATION);
  expect(await readdir(path.join(folder, "spool"))).toEqual(["1300000000000000002"]);
});

test("clear of a generation that has nothing is no error", async () => {
  const spool = spoolIn(await tempFolder());
  await expect(spool.clear(GENERATION)).resolves.toBeUndefined();
});

test("clear ends a download that is under way", async () => {
  const folder = await tempFolder();
  const spool = spoolIn(folder);
  const asked = new Promise<void>((resolve) => {
    server.answer("/v", (request, response) => {
      stallAfter(bytes, 1000)(request, response);
      resolve();
    });
  });
  const ended = Promise.allSettled([spool.fetch(GENERATION, videoAt(server.url("/v")))]);
  await asked;
  await spool.clear(GENERATION);
  expect(await ended).toMatchObject([{ status: "rejected", reason: { name: "RetryableError" } }]);
  expect(await readdir(path.join(folder, "spool"))).toEqual([]);
});

test("the sweep keeps unfinished generations and removes what is half-written in them", async () => {
  const folder = await tempFolder();
  const dir = path.join(folder, "spool");
  for (const id of [GENERATION, "1300000000000000002"]) {
    await mkdir(path.join(dir, id, "x.mp4.fit-1.mp4.part"), { recursive: true });
    await writeFile(path.join(dir, id, "x.mp4"), bytes);
    await writeFile(path.join(dir, id, "y.download.part"), bytes);
  }
  await spoolIn(folder).sweep(new Set([GENERATION]));
  expect(await readdir(dir)).toEqual([GENERATION]);
  expect(await readdir(path.join(dir, GENERATION))).toEqual(["x.mp4"]);
});

test("the sweep makes the folder where there is none", async () => {
  const folder = await tempFolder();
  await spoolIn(folder).sweep(new Set());
  expect(await readdir(folder)).toEqual(["spool"]);
});
