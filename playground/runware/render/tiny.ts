import { rename } from "node:fs/promises";
import type { VideoJob } from "../job.ts";
import { encodingArgs } from "./encoding.ts";
import { runFfmpeg } from "./ffmpeg.ts";

/** What a tiny video depends on: many jobs share one file. */
export type TinyShape = Pick<VideoJob, "width" | "height" | "durationS" | "format" | "audio">;

/** Writes a cheap but real and playable video: one plain colour at two pictures a second. */
export async function renderTiny(
  shape: TinyShape,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const { width, height, durationS, format, audio } = shape;
  const picture = ["-f", "lavfi", "-i", `color=c=0x5865f2:s=${width}x${height}:r=2`];
  const sound = audio ? ["-f", "lavfi", "-i", "anoisesrc=c=brown:a=0.05:r=48000:seed=1"] : [];
  const encoding = encodingArgs(format, 50, audio);
  const partial = `${path}.part`;
  await runFfmpeg([...picture, ...sound, "-t", `${durationS}`, ...encoding, "-y", partial], signal);
  await rename(partial, path);
}
