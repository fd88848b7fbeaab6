import { spawn } from "node:child_process";
import { SAMPLE_RATE } from "./audio.ts";
import { encodingArgs, FPS } from "./encoding.ts";
import { ffmpegPath } from "./ffmpeg.ts";
import { createPicture } from "./picture.ts";
import type { ColorMatrix, Picture } from "./picture.ts";
import type { Plan } from "./plan.ts";

export interface EncoderOptions {
  plan: Plan;
  matrix: ColorMatrix;
  /** Raw samples to go with the pictures. */
  audioPath: string | undefined;
  outPath: string;
  signal: AbortSignal;
}

/**
 * Encodes pictures one by one as they are painted.
 *
 * @throws {Error} with ffmpeg's own words when it fails.
 */
export async function encode(
  options: EncoderOptions,
  paint: (picture: Picture, second: number) => void,
): Promise<void> {
  const { plan, matrix, audioPath, outPath, signal } = options;
  const { width, height, durationS } = plan;
  const raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${width}x${height}`];
  const pictures = [...raw, "-r", `${FPS}`, "-i", "pipe:0"];
  const sound = audioPath
    ? ["-f", "s16le", "-ar", `${SAMPLE_RATE}`, "-ac", "2", "-i", audioPath]
    : [];
  const encoding = encodingArgs(plan.format, plan.quality, plan.audio);
  const space = matrix === "bt709" ? "bt709" : "smpte170m";
  const tags = ["-color_range", "tv", "-colorspace", space, "-color_primaries", space];
  const args = [...pictures, ...sound, ...tags, "-color_trc", space, ...encoding, "-y", outPath];
  const child = spawn(await ffmpegPath(), ["-hide_banner", "-v", "error", ...args], {
    stdio: ["pipe", "ignore", "pipe"],
    signal,
    // Asked politely it would finish the file first.
    killSignal: "SIGKILL",
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk).slice(-2000)));
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  // When ffmpeg gives up, its end tells why; that the pipe broke is only what follows from it.
  child.stdin.on("error", () => undefined);

  // Two pictures in turn: one is painted while the other is taken.
  const turns = [createPicture(width, height), createPicture(width, height)] as const;
  const isRunning = (): boolean => !failure && child.exitCode === null;
  let taken: Promise<unknown> = Promise.resolve();
  for (let i = 0; i < Math.round(durationS * FPS) && isRunning(); i++) {
    const picture = turns[i % 2 === 0 ? 0 : 1];
    paint(picture, i / FPS);
    await taken;
    taken = new Promise((resolve) => child.stdin.write(picture.data, resolve));
  }
  await taken;
  child.stdin.end();
  const code = await ended;
  if (failure) throw failure;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${complaint.trim()}`);
}
