import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { RetryableError } from "../../../src/generation/errors.ts";
import { createDownload, type DownloadOptions } from "../../../src/media/download.ts";
import {
  type Answer,
  cutAfter,
  file,
  type MediaServer,
  stallAfter,
  startMediaServer,
  status,
} from "./support/media-server.ts";
import { tempFolder } from "./support/temp-folder.ts";

const BYTES = randomBytes(300_000);
const ETAG = { etag: '"version-1"' };
let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer();
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(() => server.close());

const downloadWith = (options: Partial<DownloadOptions> = {}) =>
  createDownload({
    allowedHosts: ["files.example"],
    allowLoopbackHttp: true,
    maxBytes: 1_000_000,
    timeoutMs: 20_000,
    minFreeBytes: 0,
    ...options,
  });

async function fetched(options: Partial<DownloadOptions> = {}, address = server.url("/file")) {
  const folder = await tempFolder();
  const target = path.join(folder, "file");
  return { result: downloadWith(options)(address, target), target, folder };
}

/** The same, with answers that need to know where the bytes go. */
async function fetchedFrom(answers: (part: string) => Answer[]) {
  const folder = await tempFolder();
  const target = path.join(folder, "file");
  server.answer("/file", ...answers(`${target}.part`));
  return { result: downloadWith()(server.url("/file"), target), target, folder };
}

test("a file arrives whole, under its name, with nothing beside it", async () => {
  server.answer("/file", file(BYTES));
  const { result, target, folder } = await fetched();
  expect(await result).toEqual({ bytes: BYTES.length });
  expect(BYTES.equals(await readFile(target))).toBe(true);
  expect(await readdir(folder)).toEqual(["file"]);
});

test("a cut download goes on where it was cut when the server names the same version", async () => {
  const { result, target } = await fetchedFrom((part) => [
    cutAfter(BYTES, 200_000, part, ETAG),
    file(BYTES, ETAG),
  ]);
  await result;
  expect(BYTES.equals(await readFile(target))).toBe(true);
  expect(server.requests[1]).toMatchObject({ range: "bytes=200000-", ifRange: ETAG.etag });
});

test("a cut download starts anew when the server has another version by then", async () => {
  const changed = randomBytes(280_000);
  const whole: typeof file = (bytes) => (_, response) => {
    response.writeHead(200, { "content-length": bytes.length });
    response.end(bytes);
  };
  const { result, target } = await fetchedFrom((part) => [
    cutAfter(BYTES, 200_000, part, ETAG),
    whole(changed),
  ]);
  await result;
  expect(changed.equals(await readFile(target))).toBe(true);
});

test("a cut download starts anew when nothing names the version", async () => {
  const { result, target } = await fetchedFrom((part) => [
    cutAfter(BYTES, 200_000, part),
    file(BYTES),
  ]);
  await result;
  expect(server.requests.map(({ range }) => range)).toEqual([undefined, undefined]);
  expect(BYTES.equals(await readFile(target))).toBe(true);
});

test("a piece from the wrong place is not put into the file", async () => {
  const wrongPiece: ReturnType<typeof file> = (_, response) => {
    const piece = BYTES.subarray(5, 5 + 100_000);
    response.writeHead(206, {
      "content-length": piece.length,
      "content-range": `bytes 5-100004/${BYTES.length}`,
    });
    response.end(piece);
  };
  const { result, target } = await fetchedFrom((part) => [
    cutAfter(BYTES, 200_000, part, ETAG),
    wrongPiece,
    file(BYTES, ETAG),
  ]);
  await result;
  expect(BYTES.equals(await readFile(target))).toBe(true);
});

test("a download that is cut every time ends for now and leaves nothing behind", async () => {
  const { result, folder } = await fetchedFrom((part) => [cutAfter(BYTES, 1000, part)]);
  await expect(result).rejects.toThrow(RetryableError);
  expect(await readdir(folder)).toEqual([]);
});

test("a server that falls silent is given up on and asked for the rest", async () => {
  server.answer("/file", stallAfter(BYTES, 200_000, ETAG), file(BYTES, ETAG));
  const { result, target } = await fetched({ timeoutMs: 300 });
  await result;
  expect(BYTES.equals(await readFile(target))).toBe(true);
});

test("a server that never ends a download does not hold it forever", async () => {
  server.answer("/file", stallAfter(BYTES, 200_000));
  const { result } = await fetched({ totalTimeoutMs: 200 });
  await expect(result).rejects.toThrow(RetryableError);
});

test.each([404, 410, 403, 401])("a %i is final", async (code) => {
  server.answer("/file", status(code));
  const { result } = await fetched();
  await expect(result).rejects.toMatchObject({
    name: "TerminalError",
    kind: "provider",
    code: `http${code}`,
  });
});

test.each([500, 502, 503, 408])("a %i may pass", async (code) => {
  server.answer("/file", status(code, {}, "<html>".repeat(10_000)));
  const { result } = await fetched();
  await expect(result).rejects.toThrow(RetryableError);
});

test("a 429 says how long to wait", async () => {
  server.answer("/file", status(429, { "retry-after": "7" }));
  const { result } = await fetched();
  await expect(result).rejects.toMatchObject({ name: "RetryableError", retryAfterMs: 7000 });
});

test("a server that does not answer at all may do so later", async () => {
  const gone = await startMediaServer();
  await gone.close();
  const { result } = await fetched({}, gone.url("/file"));
  await expect(result).rejects.toThrow(RetryableError);
});

test("a file announced as too large is not begun", async () => {
  server.answer("/file", file(BYTES));
  const { result, folder } = await fetched({ maxBytes: 299_999 });
  await expect(result).rejects.toMatchObject({ kind: "provider", code: "tooLarge" });
  expect(await readdir(folder)).toEqual([]);
});

test("a file that turns out too large is stopped at the limit", async () => {
  let sent = 0;
  server.answer("/file", (_, response) => {
    const more = (): void => {
      while (!response.destroyed && sent < 50_000_000) {
        sent += BYTES.length;
        if (!response.write(BYTES)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  });
  const { result } = await fetched({ maxBytes: 1_000_000 });
  await expect(result).rejects.toMatchObject({ kind: "provider", code: "tooLarge" });
  expect(sent).toBeLessThan(50_000_000);
});

test("a file may be exactly as large as the limit", async () => {
  server.answer("/file", file(BYTES));
  const { result } = await fetched({ maxBytes: BYTES.length });
  expect(await result).toEqual({ bytes: BYTES.length });
});

test("a redirect on the same host is followed", async () => {
  server.answer("/start", status(302, { location: "/file" }));
  server.answer("/file", file(BYTES));
  const { result } = await fetched({}, server.url("/start"));
  expect(await result).toEqual({ bytes: BYTES.length });
});

test("a redirect to a host that is not allowed is refused", async () => {
  server.answer("/file", status(302, { location: "https://elsewhere.example/file" }));
  const { result } = await fetched();
  await expect(result).rejects.toMatchObject({ kind: "provider", code: "address" });
});

test("a redirect that leads nowhere is refused", async () => {
  server.answer("/file", status(302));
  const { result } = await fetched();
  await expect(result).rejects.toMatchObject({ kind: "provider", code: "http302" });
});

test("redirects in a circle end after the third", async () => {
  server.answer("/file", status(302, { location: "/file" }));
  const { result } = await fetched();
  await expect(result).rejects.toMatchObject({ code: "redirects" });
  expect(server.requests).toHaveLength(4);
});

test("a loopback address is not even asked where loopback is not allowed", async () => {
  const { result } = await fetched({ allowLoopbackHttp: false });
  await expect(result).rejects.toMatchObject({ code: "address" });
  expect(server.requests).toEqual([]);
});

test("nothing is asked for while the disk is nearly full", async () => {
  const { result } = await fetched({ minFreeBytes: Number.MAX_SAFE_INTEGER });
  await expect(result).rejects.toThrow(RetryableError);
  expect(server.requests).toEqual([]);
});

test("a download ends when the bot stops", async () => {
  const stop = new AbortController();
  server.answer("/file", (request, response) => {
    stallAfter(BYTES, 1000)(request, response);
    stop.abort();
  });
  const { result, folder } = await fetched({ signal: stop.signal });
  await expect(result).rejects.toThrow(RetryableError);
  expect(await readdir(folder)).toEqual([]);
});
