import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { imageDimensionsFromData } from "image-dimensions";
import { expect, test } from "vitest";
import { createFfmpeg } from "../../../src/media/ffmpeg.ts";
import { makePreview, PREVIEW_MAX_BYTES } from "../../../src/media/preview.ts";
import { makeVideo } from "./support/samples.ts";
import { tempFolder } from "./support/temp-folder.ts";

const ffmpeg = createFfmpeg();

/** How many pictures an animated WebP has: one "ANMF" chunk each (WebP Container Specification). */
function picturesIn(bytes: Buffer): number {
  let pictures = 0;
  for (let at = bytes.indexOf("ANMF"); at !== -1; at = bytes.indexOf("ANMF", at + 4)) pictures += 1;
  return pictures;
}

async function previewOf(sample: Parameters<typeof makeVideo>[1]) {
  const folder = await tempFolder();
  const video = path.join(folder, "video.mp4");
  await makeVideo(video, sample);
  const base = path.join(folder, "preview");
  const kind = await makePreview(ffmpeg, video, base);
  return { folder, kind, bytes: kind && (await readFile(`${base}.${kind}`)) };
}

test("a preview is a small animation of the beginning", async () => {
  const { kind, bytes } = await previewOf({ size: "1280x720", seconds: 6, audio: true });
  if (bytes === null) throw new Error("there is no preview");
  expect(kind).toBe("webp");
  expect((await fileTypeFromBuffer(bytes))?.mime).toBe("image/webp");
  expect(imageDimensionsFromData(bytes)).toMatchObject({ width: 480, height: 270 });
  expect(picturesIn(bytes)).toBe(40);
  expect(bytes.length).toBeLessThanOrEqual(PREVIEW_MAX_BYTES);
});

test("a noisy video gives way in size, and stays an animation", async () => {
  const { kind, bytes } = await previewOf({ size: "960x540", seconds: 2, noisy: true });
  if (bytes === null) throw new Error("there is no preview");
  expect(kind).toBe("webp");
  expect(bytes.length).toBeLessThanOrEqual(PREVIEW_MAX_BYTES);
});

test("a video upright or smaller than a preview keeps its shape", async () => {
  const upright = await previewOf({ size: "360x640" });
  expect(imageDimensionsFromData(upright.bytes ?? Buffer.alloc(0))).toMatchObject({
    width: 270,
    height: 480,
  });
  const small = await previewOf({ size: "128x96" });
  expect(imageDimensionsFromData(small.bytes ?? Buffer.alloc(0))).toMatchObject({
    width: 128,
    height: 96,
  });
});

test("an ffmpeg that writes no WebP makes a still", async () => {
  const folder = await tempFolder();
  const video = path.join(folder, "video.mp4");
  await makeVideo(video, { size: "1280x720" });
  const limited: typeof ffmpeg = {
    run: (args, options) =>
      // As an ffmpeg that was built without it says so.
      ffmpeg.run(
        args.map((arg) => (arg === "libwebp_anim" ? "no_such_encoder" : arg)),
        options,
      ),
  };
  expect(await makePreview(limited, video, path.join(folder, "preview"))).toBe("jpg");
  const bytes = await readFile(path.join(folder, "preview.jpg"));
  expect((await fileTypeFromBuffer(bytes))?.mime).toBe("image/jpeg");
  expect(imageDimensionsFromData(bytes)).toMatchObject({ width: 960, height: 540 });
  expect((await stat(path.join(folder, "preview.jpg"))).size).toBeLessThan(PREVIEW_MAX_BYTES);
  expect((await readdir(folder)).toSorted()).toEqual(["preview.jpg", "video.mp4"]);
});

test("of what is no video there is none, and nothing is left of the attempt", async () => {
  const folder = await tempFolder();
  const video = path.join(folder, "video.mp4");
  await writeFile(video, "<html>");
  expect(await makePreview(ffmpeg, video, path.join(folder, "preview"))).toBeNull();
  expect(await readdir(folder)).toEqual(["video.mp4"]);
});

test("a video that vanishes is a fault of the moment, not of the video", async () => {
  const folder = await tempFolder();
  const missing = path.join(folder, "video.mp4");
  const making = makePreview(ffmpeg, missing, path.join(folder, "preview"));
  await expect(making).rejects.toMatchObject({ name: "FfmpegError" });
});
