import path from "node:path";
import { stat } from "node:fs/promises";
import { discard, publish } from "./disk.ts";
import { type Ffmpeg, FfmpegError } from "./ffmpeg.ts";

export interface StillOptions {
  video: string;
  /** A `.png` or `.jpg` file. */
  target: string;
  /** Milliseconds from the start; "last" for the very last picture. Default 0. */
  atMs?: number | "last";
  signal?: AbortSignal;
}

const STILL_TIMEOUT_MS = 30_000;
/** From here on every picture is decoded and the last one stays. */
const TAIL_S = 2;

/**
 * Takes one picture out of a video.
 * @returns the target
 * @throws {FfmpegError} there is none: no video, or `atMs` behind its end
 */
export async function takeStill(ffmpeg: Ffmpeg, options: StillOptions): Promise<string> {
  const { video, target, atMs = 0, signal } = options;
  // The ending decides the format, so `.part` goes in front of it.
  const part = path.join(path.dirname(target), `.part-${path.basename(target)}`);
  const seek = atMs === "last" ? ["-sseof", String(-TAIL_S)] : ["-ss", String(atMs / 1000)];
  const pick = atMs === "last" ? [] : ["-frames:v", "1"];
  const input = [...seek, "-protocol_whitelist", "file", "-i", `file:${path.resolve(video)}`];
  try {
    await ffmpeg.run([...input, "-an", ...pick, "-q:v", "2", "-update", "1", path.resolve(part)], {
      lane: "look",
      timeoutMs: STILL_TIMEOUT_MS,
      signal,
    });
    // ffmpeg ends well also where it found nothing to write.
    await stat(part).catch((cause: unknown) => {
      throw new FfmpegError("no picture at that time", { cause });
    });
    await publish(part, target);
    return target;
  } finally {
    await discard(part);
  }
}
