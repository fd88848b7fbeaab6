import { stat } from "node:fs/promises";
import path from "node:path";
import { discard, isMissing, publish } from "./disk.ts";
import { type Ffmpeg, FfmpegError } from "./ffmpeg.ts";
import { takeStill } from "./still.ts";

/** Small enough to be uploaded thousands of times. */
export const PREVIEW_MAX_BYTES = 512 * 1024;

export const PREVIEW_KINDS = ["webp", "jpg"] as const;
export type PreviewKind = (typeof PREVIEW_KINDS)[number];

/** Longest side in pixels, pictures a second, and WebP's quality: the first that fits is taken. */
const ANIMATIONS = [
  { side: 480, rate: 10, quality: 60 },
  { side: 400, rate: 8, quality: 40 },
  { side: 320, rate: 6, quality: 25 },
] as const;
/** Enough to see what moves, and to want the rest. */
const LENGTH_S = 4;
const STILLS = [960, 480] as const;
const TIMEOUT_MS = 60_000;

/**
 * A short silent animation of a video, or a still where that cannot be made: an ffmpeg without WebP,
 * or a video too noisy for so few bytes. At most `PREVIEW_MAX_BYTES`.
 * @param base the target, without its ending
 * @returns the target's ending; null where there is nothing to see in the file
 * @throws {MissingFfmpegError} there is no ffmpeg
 * @throws {FfmpegError} it took too long, or the video is not there (any more)
 */
export async function makePreview(
  ffmpeg: Ffmpeg,
  video: string,
  base: string,
  signal?: AbortSignal,
): Promise<PreviewKind | null> {
  const run = (target: string, options: readonly string[]): Promise<Made> =>
    make(ffmpeg, video, target, options, signal);

  for (const { side, rate, quality } of ANIMATIONS) {
    const picture = `fps=${rate},${within(side)}`;
    const encoder = ["-c:v", "libwebp_anim", "-lossless", "0", "-q:v", String(quality)];
    const options = ["-t", String(LENGTH_S), "-vf", picture, ...encoder, "-loop", "0"];
    const made = await run(`${base}.webp`, [...options, "-f", "webp"]);
    if (made === "fits") return "webp";
    // Smaller ones would hardly be quicker: a busy machine makes a still.
    if (made === "late") break;
  }
  for (const side of STILLS) {
    if (await isStill(ffmpeg, video, `${base}.jpg`, side, signal)) return "jpg";
  }
  return null;
}

/** Never larger than the video itself. */
const within = (side: number): string =>
  `scale='min(${side},iw)':'min(${side},ih)':force_original_aspect_ratio=decrease:flags=lanczos,setsar=1`;

/** "no": too large, or nothing that this ffmpeg can write. */
type Made = "fits" | "no" | "late";

/** Writes it where it is small enough. */
async function make(
  ffmpeg: Ffmpeg,
  video: string,
  target: string,
  options: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Made> {
  const part = `${target}.part`;
  const input = ["-protocol_whitelist", "file", "-i", `file:${path.resolve(video)}`];
  try {
    await ffmpeg.run([...input, "-an", ...options, `file:${path.resolve(part)}`], {
      lane: "encode",
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    const bytes = await sizeOf(part);
    if (bytes === 0 || bytes > PREVIEW_MAX_BYTES) return "no";
    await publish(part, target);
    return "fits";
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    if (error.timedOut) return "late";
    await stat(video).catch((cause: unknown) => {
      throw new FfmpegError("the video is not there any more", { cause });
    });
    return "no";
  } finally {
    await discard(part);
  }
}

/** The first picture, as a JPEG of that size. */
async function isStill(
  ffmpeg: Ffmpeg,
  video: string,
  target: string,
  side: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const still = `${target}.whole.jpg`;
  try {
    await takeStill(ffmpeg, { video, target: still, ...(signal && { signal }) });
    const options = ["-vf", within(side), "-q:v", "5", "-f", "mjpeg"];
    const made = await make(ffmpeg, still, target, options, signal);
    if (made === "late") throw new FfmpegError("a still took too long", { timedOut: true });
    return made === "fits";
  } catch (error) {
    if (error instanceof FfmpegError && !error.timedOut) return false;
    throw error;
  } finally {
    await discard(still);
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    // ffmpeg ends well also where it found nothing to write.
    if (isMissing(error)) return 0;
    throw error;
  }
}
