import { TerminalError, UserError } from "../generation/errors.ts";
import { quoted } from "../generation/frame-rules.ts";
import type { FrameSource } from "../generation/request.ts";
import { discard } from "./disk.ts";
import type { Download } from "./download.ts";
import { FfmpegError, type Ffmpeg } from "./ffmpeg.ts";
import { takeStill } from "./still.ts";

/**
 * The first or the last picture of a video that Discord has, as an image.
 * @param target a `.png` file
 * @throws {UserError} the video is gone, or none
 * @throws {RetryableError} it could not be fetched this time
 */
export async function fetchStill(
  { url, fileName, still }: FrameSource & { still: "first" | "last" },
  target: string,
  { download, ffmpeg }: { download: Download; ffmpeg: Ffmpeg },
): Promise<void> {
  const video = `${target}.video`;
  try {
    await download(url, video);
    await takeStill(ffmpeg, { video, target, atMs: still === "last" ? "last" : 0 });
  } catch (error) {
    // A busy machine, not a bad file.
    if (error instanceof FfmpegError && error.timedOut) throw error;
    if (!(error instanceof TerminalError) && !(error instanceof FfmpegError)) throw error;
    throw new UserError(
      `I could not take a picture out of ${quoted(fileName)}: the video is gone, or damaged. Choose another one.`,
      { cause: error },
    );
  } finally {
    await discard(video);
  }
}
