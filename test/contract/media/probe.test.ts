import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { probeVideo } from "../../../src/media/probe.ts";
import { makeImage, makeVideo } from "./support/samples.ts";
import { tempFolder } from "./support/temp-folder.ts";

test.each([
  { ending: "mp4", contentType: "video/mp4" },
  { ending: "mov", contentType: "video/quicktime" },
  { ending: "webm", contentType: "video/webm" },
])("a $ending is known by its bytes, not by its name", async ({ ending, contentType }) => {
  const folder = await tempFolder();
  const made = path.join(folder, `made.${ending}`);
  await makeVideo(made, { size: "320x180", seconds: 2, audio: true });
  const disguised = path.join(folder, "page.html");
  await writeFile(disguised, await readFile(made));
  const probe = await probeVideo(disguised);
  expect(probe).toMatchObject({
    verdict: "video",
    facts: { contentType, extension: ending, width: 320, height: 180, hasAudio: true },
  });
});

test("the length and the frame rate are those of the video", async () => {
  const made = path.join(await tempFolder(), "made.mp4");
  await makeVideo(made, { seconds: 2 });
  const probe = await probeVideo(made);
  expect(probe).toMatchObject({ facts: { durationMs: 2000, framesPerSecond: 24 } });
});

test("a video without sound has none", async () => {
  const made = path.join(await tempFolder(), "made.webm");
  await makeVideo(made);
  expect(await probeVideo(made)).toMatchObject({ facts: { hasAudio: false } });
});

test.each(["mp4", "mov", "webm"])("a %s cut at any place is broken", async (ending) => {
  const folder = await tempFolder();
  const bytes = await makeVideo(path.join(folder, `made.${ending}`), { seconds: 2, audio: true });
  const verdicts: string[] = [];
  for (const share of [0.1, 0.5, 0.9]) {
    const cut = path.join(folder, `cut.${ending}`);
    await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * share)));
    verdicts.push((await probeVideo(cut)).verdict);
  }
  expect(verdicts).toEqual(["broken", "broken", "broken"]);
});

test("an MP4 whose index comes first is broken when its end is missing", async () => {
  const folder = await tempFolder();
  const made = path.join(folder, "made.mp4");
  await makeVideo(made, { seconds: 2, audio: true, indexFirst: true });
  const bytes = await readFile(made);
  await writeFile(made, bytes.subarray(0, bytes.length - 7));
  expect(await probeVideo(made)).toMatchObject({ verdict: "broken" });
});

test.each([0, 1, 20])("a file of %i bytes is broken", async (length) => {
  const made = path.join(await tempFolder(), "made.mp4");
  const whole = await makeVideo(made);
  await writeFile(made, whole.subarray(0, length));
  expect(await probeVideo(made)).toMatchObject({ verdict: "broken" });
});

test.each([
  { what: "a page", bytes: Buffer.from("<!doctype html><title>Not found</title>") },
  { what: "noise", bytes: randomBytes(50_000) },
])("$what is no video", async ({ bytes }) => {
  const made = path.join(await tempFolder(), "made.mp4");
  await writeFile(made, bytes);
  expect(await probeVideo(made)).toMatchObject({ verdict: "notVideo" });
});

test("an image is no video", async () => {
  const folder = await tempFolder();
  await makeImage(path.join(folder, "made.png"));
  expect(await probeVideo(path.join(folder, "made.png"))).toMatchObject({ verdict: "notVideo" });
});

test("a file that is not there is a fault of ours, not a verdict", async () => {
  const missing = path.join(await tempFolder(), "missing.mp4");
  await expect(probeVideo(missing)).rejects.toMatchObject({ code: "ENOENT" });
});
