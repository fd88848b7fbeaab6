import path from "node:path";
import { RetryableError } from "../generation/errors.ts";
import type { Frame } from "../generation/request.ts";
import { type Ffmpeg, FfmpegError } from "./ffmpeg.ts";

const DECODERS: Record<Frame["contentType"], string> = {
  "image/png": "png",
  "image/jpeg": "mjpeg",
  "image/webp": "webp",
};
/**
 * The format is known: ffmpeg shall not guess a playlist from the bytes, nor take a `%` in the path
 * for a number. Without "explode" a JPEG cut in the middle counts as decoded.
 */
const STRICTLY = [
  ..."-protocol_whitelist file -xerror -err_detect explode -threads 1".split(" "),
  ..."-f image2 -pattern_type none -c:v".split(" "),
];
const ONE_FRAME = "-frames:v 1 -f null -".split(" ");
const DECODE_TIMEOUT_MS = 20_000;

/**
 * Whether an image really opens: a header may be fine and the picture cut off behind it, which the
 * provider would find out only after the member had waited for a turn.
 * @throws {RetryableError} the machine was too busy to tell
 */
export async function decodes(
  ffmpeg: Ffmpeg,
  file: string,
  contentType: Frame["contentType"],
): Promise<boolean> {
  try {
    await ffmpeg.run([...STRICTLY, DECODERS[contentType], "-i", path.resolve(file), ...ONE_FRAME], {
      lane: "look",
      timeoutMs: DECODE_TIMEOUT_MS,
    });
    return true;
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    if (error.timedOut)
      throw new RetryableError("an image took too long to decode", { cause: error });
    return false;
  }
}
