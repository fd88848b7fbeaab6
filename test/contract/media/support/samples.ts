import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { findFfmpeg } from "../../../../src/media/find-ffmpeg.ts";

let ffmpeg: Promise<string> | undefined;

export interface VideoSample {
  size?: `${number}x${number}`;
  seconds?: number;
  audio?: boolean;
  /** A noisy picture needs many bits, a plain one hardly any. */
  noisy?: boolean;
  /** An MP4's index stands before the pictures, as in files made for the web. */
  indexFirst?: boolean;
}

/** Renders a small video; the ending of the target (mp4, mov, webm) decides what it is. */
export async function makeVideo(target: string, sample: VideoSample = {}): Promise<Uint8Array> {
  const {
    size = "320x180",
    seconds = 1,
    audio = false,
    noisy = false,
    indexFirst = false,
  } = sample;
  const picture = `testsrc=size=${size}:rate=24:duration=${seconds}${noisy ? ",noise=alls=60:allf=t" : ""}`;
  const codec = target.endsWith(".webm")
    ? ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", noisy ? "8M" : "300k"]
    : ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
  const sound = audio
    ? ["-f", "lavfi", "-i", `sine=frequency=440:sample_rate=48000:duration=${seconds}`]
    : [];
  const order = indexFirst ? ["-movflags", "+faststart"] : [];
  await draw(["-f", "lavfi", "-i", picture, ...sound, ...codec, ...order, target]);
  return readFile(target);
}

/** The bytes of a video, where its file does not matter. */
export async function sampleVideo(
  ending: "mp4" | "mov" | "webm",
  sample: VideoSample = {},
): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "flipbook-sample-"));
  try {
    return await makeVideo(path.join(folder, `sample.${ending}`), sample);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Draws a picture; the ending of the target (png, jpg, webp, gif, apng …) decides what it is. */
export async function makeImage(
  target: string,
  size: `${number}x${number}` = "400x300",
  options: readonly string[] = [],
): Promise<Uint8Array> {
  const animated = options.includes("-t");
  const end = animated ? [] : ["-frames:v", "1"];
  await draw(["-f", "lavfi", "-i", `testsrc=size=${size}`, ...end, ...options, target]);
  return readFile(target);
}

/** Not through our own runner: that one stands back behind everything else on a busy machine. */
async function draw(args: readonly string[]): Promise<void> {
  ffmpeg ??= findFfmpeg();
  await promisify(execFile)(await ffmpeg, ["-nostdin", "-v", "error", "-y", ...args]);
}
