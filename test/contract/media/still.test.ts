import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { imageDimensionsFromData } from "image-dimensions";
import { expect, test } from "vitest";
import { createFfmpeg } from "../../../src/media/ffmpeg.ts";
import { takeStill } from "../../../src/media/still.ts";
import { makeVideo } from "./support/samples.ts";
import { tempFolder } from "./support/temp-folder.ts";

const ffmpeg = createFfmpeg();

async function videoIn(folder: string, seconds = 1) {
  const video = path.join(folder, "video.mp4");
  await makeVideo(video, { size: "320x180", seconds });
  return video;
}

test.each([
  { ending: "png", mime: "image/png" },
  { ending: "jpg", mime: "image/jpeg" },
])("a still is a $mime of the video's size", async ({ ending, mime }) => {
  const folder = await tempFolder();
  const target = path.join(folder, `still.${ending}`);
  expect(await takeStill(ffmpeg, { video: await videoIn(folder), target })).toBe(target);
  const bytes = await readFile(target);
  expect((await fileTypeFromBuffer(bytes))?.mime).toBe(mime);
  expect(imageDimensionsFromData(bytes)).toMatchObject({ width: 320, height: 180 });
});

test.each([1, 3])(
  "the last still of %i s differs from the first and from the middle",
  async (seconds) => {
    const folder = await tempFolder();
    const video = await videoIn(folder, seconds);
    const stills = await Promise.all(
      [0, seconds * 500, "last" as const].map(async (atMs) => {
        const target = path.join(folder, `still-${atMs}.png`);
        await takeStill(ffmpeg, { video, target, atMs });
        return (await readFile(target)).toString("base64");
      }),
    );
    expect(new Set(stills).size).toBe(3);
  },
);

test("there is no still behind the end, and nothing is left of the attempt", async () => {
  const folder = await tempFolder();
  const video = await videoIn(folder);
  const taking = takeStill(ffmpeg, { video, target: path.join(folder, "s.png"), atMs: 60_000 });
  await expect(taking).rejects.toThrow("no picture at that time");
  expect(await readdir(folder)).toEqual(["video.mp4"]);
});

test("there is no still of what is no video", async () => {
  const folder = await tempFolder();
  const video = path.join(folder, "video.mp4");
  await writeFile(video, "<html>");
  const taking = takeStill(ffmpeg, { video, target: path.join(folder, "s.png") });
  await expect(taking).rejects.toMatchObject({ name: "FfmpegError" });
});
