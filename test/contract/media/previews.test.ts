import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { RetryableError, TerminalError } from "../../../src/generation/errors.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import type { SpooledFile } from "../../../src/generation/ports/files.ts";
import { createFfmpeg } from "../../../src/media/ffmpeg.ts";
import { createPreviews } from "../../../src/media/previews.ts";
import { finished, idOf } from "../../unit/sharing/bench.ts";
import { makeVideo } from "./support/samples.ts";
import { tempFolder } from "./support/temp-folder.ts";

const RESULT = finished(idOf(1));

async function bench(fails?: Error) {
  const folder = await tempFolder();
  const video = path.join(folder, "video.mp4");
  await makeVideo(video, {});
  const fetched: string[] = [];
  const cleared: string[] = [];
  const dir = path.join(folder, "previews");
  const open = () =>
    createPreviews({
      dir,
      ffmpeg: createFfmpeg(),
      files: {
        async fetch(id, { videoUUID }) {
          fetched.push(`${id}/${videoUUID}`);
          if (fails !== undefined) throw fails;
          return { path: video } as SpooledFile;
        },
        clear: async (id) => void cleared.push(id),
      },
    });
  return { dir, open, previews: open(), fetched, cleared };
}

test("a preview is made once, also for those who ask at the same time or after a restart", async () => {
  const { previews, open, fetched, cleared } = await bench();
  const [one, two] = await Promise.all([previews.of(RESULT), previews.of(RESULT)]);
  expect(one).toMatchObject({ fileName: "preview.webp", contentType: "image/webp" });
  expect(two).toEqual(one);
  const restarted = open();
  await restarted.sweep(new Set([RESULT.id]));
  expect(await restarted.of(RESULT)).toEqual(one);
  expect(fetched).toHaveLength(1);
  expect(cleared).toEqual([RESULT.id]);
});

test("it is of the first video that may be shown", async () => {
  const { previews, fetched } = await bench();
  const [video] = RESULT.videos;
  if (video === undefined) throw new Error("there is no video");
  const review = { verdict: "rejected", by: "moderator", at: 1 } as const;
  const other = { ...video, videoUUID: "6f24df34-b924-4132-91dd-cd3c0c9c5472" };
  const mixed: Generation = { ...RESULT, videos: [{ ...video, posted: null, review }, other] };
  await previews.of(mixed);
  expect(fetched).toEqual([`${RESULT.id}/${other.videoUUID}`]);
  expect(await previews.of({ ...RESULT, id: idOf(2), videos: [] })).toBeNull();
});

test("a video that is gone has none; one that cannot be fetched now may have one later", async () => {
  const gone = await bench(new TerminalError("provider", "gone"));
  expect(await gone.previews.of(RESULT)).toBeNull();
  const later = await bench(new RetryableError("silence"));
  await expect(later.previews.of(RESULT)).rejects.toThrow(RetryableError);
  expect(later.cleared).toEqual([RESULT.id]);
});

test("what is dropped, or needed by nobody at a start, leaves the disk", async () => {
  const { previews, dir } = await bench();
  await previews.of(RESULT);
  await previews.of({ ...RESULT, id: idOf(2) });
  await previews.sweep(new Set([RESULT.id]));
  expect(await readdir(dir)).toEqual([`${RESULT.id}.webp`]);
  await previews.drop(RESULT.id);
  expect(await readdir(dir)).toEqual([]);
});

test("a generation's id that is none touches no file", async () => {
  const { previews } = await bench();
  await expect(previews.of({ ...RESULT, id: "../x" })).rejects.toThrow("no snowflake");
});
