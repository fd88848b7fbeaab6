import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RetryableError, UserError } from "../../../src/generation/errors.ts";
import { createFfmpeg } from "../../../src/media/ffmpeg.ts";
import { MissingFfmpegError } from "../../../src/media/find-ffmpeg.ts";
import { createFrameStore, type FrameStoreOptions } from "../../../src/media/frame-store.ts";
import { file, type MediaServer, startMediaServer, status } from "./support/media-server.ts";
import { makeImage } from "./support/samples.ts";
import { countingFfmpeg, createTestLog, testDownload } from "./support/spool-bench.ts";
import { tempFolder } from "./support/temp-folder.ts";

const LIMITS = { minSide: 300, maxSide: 4000, maxBytes: 20_000_000 };
const DAY_MS = 86_400_000;
let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer();
});
afterAll(() => server.close());

const storeIn = (folder: string, options: Partial<FrameStoreOptions> = {}) =>
  createFrameStore({
    dir: path.join(folder, "frames"),
    download: testDownload,
    downloadVideo: testDownload,
    ffmpeg: createFfmpeg(),
    limits: LIMITS,
    log: createTestLog(),
    ...options,
  });

/** Puts bytes where Discord would keep an attachment of that name. */
function attach(fileName: string, bytes: Uint8Array) {
  const address = `/${randomUUID()}`;
  server.answer(address, file(bytes, { "content-type": "image/png" }));
  return { url: server.url(address), fileName, bytes: bytes.length };
}

async function draw(
  name: string,
  size: `${number}x${number}` = "400x300",
  options: readonly string[] = [],
) {
  return makeImage(path.join(await tempFolder(), name), size, options);
}

/** The sentence that a member reads about these bytes. */
async function sentenceFor(
  fileName: string,
  bytes: Uint8Array,
  options: Partial<FrameStoreOptions> = {},
): Promise<string> {
  const error: unknown = await storeIn(await tempFolder(), options)
    .take(attach(fileName, bytes))
    .then(
      () => "nothing was wrong",
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

test.each([
  { name: "a.png", contentType: "image/png", extension: "png" },
  { name: "a.jpg", contentType: "image/jpeg", extension: "jpg" },
  { name: "a.webp", contentType: "image/webp", extension: "webp" },
])("$name is kept under the hash of its bytes", async ({ name, contentType, extension }) => {
  const folder = await tempFolder();
  const bytes = await draw(name, "640x360");
  const frame = await storeIn(folder).take(attach("whatever.gif", bytes));
  const hash = createHash("sha256").update(bytes).digest("hex");
  expect(frame).toEqual({ hash, contentType, bytes: bytes.length, width: 640, height: 360 });
  const kept = path.join(folder, "frames", hash.slice(0, 2), `${hash}.${extension}`);
  expect(Buffer.from(bytes).equals(await readFile(kept))).toBe(true);
});

test("a kept frame reads back as it was, after a restart too", async () => {
  const folder = await tempFolder();
  const bytes = await draw("a.png");
  const frame = await storeIn(folder).take(attach("a.png", bytes));
  expect(Buffer.from(bytes).equals(await storeIn(folder).read(frame))).toBe(true);
});

test("the same image attached twice is kept once", async () => {
  const folder = await tempFolder();
  const store = storeIn(folder);
  const bytes = await draw("a.png");
  const [one, two] = await Promise.all([
    store.take(attach("a.png", bytes)),
    store.take(attach("b.png", bytes)),
  ]);
  expect(two).toEqual(one);
  const names = await readdir(path.join(folder, "frames"), { recursive: true });
  expect(names.filter((name) => name.includes("."))).toHaveLength(1);
});

test("an image that is kept already is not decoded again", async () => {
  const ffmpeg = countingFfmpeg();
  const store = storeIn(await tempFolder(), { ffmpeg });
  const bytes = await draw("a.png");
  await store.take(attach("a.png", bytes));
  await store.take(attach("a.png", bytes));
  expect(ffmpeg.runs).toBe(1);
});

test("nothing of an image that is refused stays on disk", async () => {
  const folder = await tempFolder();
  const taking = storeIn(folder).take(attach("a.png", await draw("a.png", "100x100")));
  await expect(taking).rejects.toThrow(UserError);
  expect(await readdir(path.join(folder, "frames"), { recursive: true })).toEqual(["incoming"]);
});

test("a GIF is refused by its name for it, whatever the file is called", async () => {
  expect(await sentenceFor("cat.png", await draw("cat.gif"))).toBe(
    "“cat.png” is a GIF. A frame must be a PNG, JPEG or WEBP image.",
  );
});

test("another format is refused by its name", async () => {
  expect(await sentenceFor("cat.png", await draw("cat.bmp"))).toBe(
    "“cat.png” is a file of type BMP. A frame must be a PNG, JPEG or WEBP image.",
  );
});

test("a page in place of an image is refused", async () => {
  expect(await sentenceFor("cat.png", Buffer.from("<html>Not found</html>"))).toBe(
    "“cat.png” is not an image. A frame must be a PNG, JPEG or WEBP image.",
  );
});

test("an empty file is refused", async () => {
  expect(await sentenceFor("cat.png", Buffer.alloc(0))).toBe(
    "“cat.png” is an empty file. A frame must be a PNG, JPEG or WEBP image.",
  );
});

test.each(["299x400", "400x299", "4001x400", "400x4001"] as const)(
  "an image of %s pixels is refused with the sides that pass",
  async (size) => {
    expect(await sentenceFor("cat.png", await draw("cat.png", size))).toBe(
      `“cat.png” is ${size.replace("x", " × ")} pixels. Each side of a frame must be between 300 and 4000 pixels.`,
    );
  },
);

test.each(["300x300", "4000x300", "300x4000"] as const)(
  "an image of %s pixels passes",
  async (size) => {
    const store = storeIn(await tempFolder());
    const frame = await store.take(attach("cat.jpg", await draw("cat.jpg", size)));
    expect(`${frame.width}x${frame.height}`).toBe(size);
  },
);

test("an image over the size limit is refused before it is fetched", async () => {
  const folder = await tempFolder();
  const source = { url: server.url("/never"), fileName: "cat.png", bytes: LIMITS.maxBytes * 1.25 };
  await expect(storeIn(folder).take(source)).rejects.toThrow(
    "“cat.png” has 25.0 MB. A frame may have 20 MB at most.",
  );
  expect(server.requests.map((request) => request.path)).not.toContain("/never");
});

test("an image whose stated size is a lie is refused by its bytes", async () => {
  const bytes = await draw("cat.png");
  const limits = { ...LIMITS, maxBytes: bytes.length - 1 };
  const store = storeIn(await tempFolder(), { limits });
  await expect(store.take({ ...attach("cat.png", bytes), bytes: 10 })).rejects.toThrow(UserError);
});

test.each(["png", "jpg", "webp"])("a %s cut in the middle is refused", async (ending) => {
  const bytes = await draw(`cat.${ending}`, "640x480");
  const cut = bytes.subarray(0, Math.floor(bytes.length * 0.7));
  expect(await sentenceFor(`cat.${ending}`, cut)).toBe(
    `“cat.${ending}” is damaged or incomplete and cannot be opened. Save it again as a PNG, JPEG or WEBP image and attach that.`,
  );
});

test.each(["png", "jpg"])("a %s damaged in the middle is refused", async (ending) => {
  const bytes = Buffer.from(await draw(`cat.${ending}`, "640x480"));
  const middle = Math.floor(bytes.length / 2);
  bytes.fill(0x58, middle, middle + 40);
  expect(await sentenceFor(`cat.${ending}`, bytes)).toContain("damaged or incomplete");
});

test.each(["png", "jpg", "webp"])("a %s that is only a header is refused", async (ending) => {
  const bytes = await draw(`cat.${ending}`);
  expect(await sentenceFor("cat", bytes.subarray(0, 33))).toContain("damaged or incomplete");
});

test("a picture with harmless bytes behind its end passes", async () => {
  const store = storeIn(await tempFolder());
  for (const ending of ["png", "jpg"]) {
    const bytes = Buffer.concat([await draw(`cat.${ending}`), Buffer.alloc(500)]);
    expect(await store.take(attach("cat", bytes))).toMatchObject({ bytes: bytes.length });
  }
});

test.each([
  { name: "cat.png", options: ["-t", "0.2", "-f", "apng"] },
  { name: "cat.webp", options: ["-t", "0.2", "-c:v", "libwebp_anim"] },
])("an animated $name is refused", async ({ name, options }) => {
  expect(await sentenceFor(name, await draw(name, "400x300", options))).toBe(
    `“${name}” is animated. A frame must be a still PNG, JPEG or WEBP image.`,
  );
});

test("a file name cannot ping, format or break the sentence", async () => {
  const bytes = Buffer.from("no image");
  const sentence = await sentenceFor("`@everyone` **<@123>**\n[x](https://evil.example)", bytes);
  expect(sentence).not.toMatch(/[@`*<>[\]()\n]|:\/\//);
});

test("a long file name is cut", async () => {
  const sentence = await sentenceFor(`${"long ".repeat(200)}.png`, Buffer.from("no image"));
  expect(sentence.length).toBeLessThan(150);
});

test.each([404, 403])(
  "an image that Discord no longer has (%i) must be attached again",
  async (code) => {
    server.answer("/gone", status(code));
    const store = storeIn(await tempFolder());
    const taking = store.take({ url: server.url("/gone"), fileName: "cat.png", bytes: 100 });
    await expect(taking).rejects.toThrow(
      "“cat.png” can no longer be fetched from Discord. Attach the image again.",
    );
  },
);

test("an address that is not Discord's is not asked", async () => {
  const store = storeIn(await tempFolder());
  const source = { url: "https://elsewhere.example/cat.png", fileName: "cat.png", bytes: 100 };
  await expect(store.take(source)).rejects.toThrow(UserError);
});

test("an outage of Discord's files may pass", async () => {
  server.answer("/down", status(503));
  const store = storeIn(await tempFolder());
  const taking = store.take({ url: server.url("/down"), fileName: "cat.png", bytes: 100 });
  await expect(taking).rejects.toThrow(RetryableError);
});

test("a folder that cannot be written may be writable later", async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, "frames"), "a file where the folder should be");
  const taking = storeIn(folder).take(attach("cat.png", await draw("cat.png")));
  await expect(taking).rejects.toThrow(RetryableError);
});

test("without ffmpeg an image with a good header is taken, and the log says so", async () => {
  const log = createTestLog();
  const ffmpeg = { run: () => Promise.reject(new MissingFfmpegError("none")) };
  const store = storeIn(await tempFolder(), { ffmpeg, log });
  expect(await store.take(attach("cat.png", await draw("cat.png")))).toMatchObject({ width: 400 });
  expect(log.lines).toMatchObject([{ level: "warn" }]);
});

test("a frame that is no longer kept says what to do", async () => {
  const folder = await tempFolder();
  const store = storeIn(folder);
  const frame = await store.take(attach("cat.png", await draw("cat.png")));
  await rm(path.join(folder, "frames"), { recursive: true });
  await expect(store.read(frame)).rejects.toThrow(/no longer kept here.*attach the image again/);
});

test("the sweep removes frames that nobody used for so long, and none that is needed", async () => {
  const folder = await tempFolder();
  let now = Date.now() - 100 * DAY_MS;
  const store = storeIn(folder, { now: () => now });
  const old = await store.take(attach("old.png", await draw("a.png", "400x300")));
  const needed = await store.take(attach("needed.png", await draw("a.png", "400x301")));
  now = Date.now();
  const fresh = await store.take(attach("fresh.png", await draw("a.png", "400x302")));
  await store.sweep({ olderThanMs: 60 * DAY_MS, keep: new Set([needed.hash]) });
  await expect(store.read(old)).rejects.toThrow(UserError);
  const left = await Promise.all([store.read(needed), store.read(fresh)]);
  expect(left.map(({ length }) => length)).toEqual([needed.bytes, fresh.bytes]);
});

test.each(["take", "read"] as const)("a %s makes an old frame young again", async (use) => {
  const folder = await tempFolder();
  let now = Date.now() - 100 * DAY_MS;
  const store = storeIn(folder, { now: () => now });
  const bytes = await draw("a.png");
  const frame = await store.take(attach("a.png", bytes));
  now = Date.now();
  if (use === "take") await store.take(attach("a.png", bytes));
  else await store.read(frame);
  await store.sweep({ olderThanMs: 60 * DAY_MS, keep: new Set() });
  await expect(store.read(frame)).resolves.toHaveLength(bytes.length);
});

test("the sweep removes what a crash left of a download, but none under way", async () => {
  const folder = await tempFolder();
  const incoming = path.join(folder, "frames", "incoming");
  await mkdir(incoming, { recursive: true });
  await writeFile(path.join(incoming, "stale.image.part"), "half");
  const yesterday = (Date.now() - DAY_MS) / 1000;
  await utimes(path.join(incoming, "stale.image.part"), yesterday, yesterday);
  await writeFile(path.join(incoming, "running.image.part"), "half");
  await storeIn(folder).sweep({ olderThanMs: 60 * DAY_MS, keep: new Set() });
  expect(await readdir(incoming)).toEqual(["running.image.part"]);
});

test("the sweep of a store that never held anything does nothing", async () => {
  const folder = await tempFolder();
  await storeIn(folder).sweep({ olderThanMs: DAY_MS, keep: new Set() });
  await expect(stat(path.join(folder, "frames"))).rejects.toMatchObject({ code: "ENOENT" });
});
