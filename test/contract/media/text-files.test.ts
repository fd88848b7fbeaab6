import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RetryableError, UserError } from "../../../src/generation/errors.ts";
import { createDownload } from "../../../src/media/download.ts";
import { createTextFiles, readOwnText } from "../../../src/media/text-files.ts";
import { file, type MediaServer, startMediaServer, status } from "./support/media-server.ts";
import { tempFolder } from "./support/temp-folder.ts";

let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer();
});
afterAll(() => server.close());

async function open() {
  const folder = await tempFolder();
  const download = createDownload({
    allowedHosts: ["files.example"],
    allowLoopbackHttp: true,
    maxBytes: 1000,
    timeoutMs: 20_000,
    minFreeBytes: 0,
  });
  return { folder, texts: createTextFiles(download, folder) };
}

test("a text is read, and leaves no file behind", async () => {
  const { folder, texts } = await open();
  server.answer("/words.txt", file(Buffer.from("lime\nціль\n")));
  expect(await texts.read(server.url("/words.txt"))).toBe("lime\nціль\n");
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["no UTF-8", Buffer.from([0x6c, 0xff, 0x6d]), /no plain text in UTF-8/],
  ["more than it may have", Buffer.alloc(1001, "x"), /too large/],
])("a file with %s is refused, and leaves none behind", async (_, bytes, sentence) => {
  const { folder, texts } = await open();
  server.answer("/words.txt", file(bytes));
  const reading = texts.read(server.url("/words.txt"));
  await expect(reading).rejects.toBeInstanceOf(UserError);
  await expect(reading).rejects.toThrow(sentence);
  expect(await readdir(folder)).toEqual([]);
});

test("nothing is fetched from anywhere else", async () => {
  const { texts } = await open();
  await expect(texts.read("https://elsewhere.example/words.txt")).rejects.toThrow(
    /could not get that file from Discord/,
  );
});

test("a file that is not there yet may be asked for again", async () => {
  const { texts } = await open();
  server.answer("/words.txt", status(503));
  await expect(texts.read(server.url("/words.txt"))).rejects.toBeInstanceOf(RetryableError);
});

test("the operator's own text is named where it cannot be read", async () => {
  const folder = await tempFolder();
  const own = path.join(folder, "own.txt");
  await writeFile(own, Buffer.from([0xff]));
  await expect(readOwnText("BLOCKLIST_FILE", own)).rejects.toThrow(
    `BLOCKLIST_FILE: ${own} cannot be read as a text in UTF-8`,
  );
});
