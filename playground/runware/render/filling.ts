import { open, copyFile, rename, stat } from "node:fs/promises";
import type { VideoJob } from "../job.ts";
import { encodingArgs } from "./encoding.ts";
import { runFfmpeg } from "./ffmpeg.ts";

/** What makes a file large: pictures that resist compression, or bytes that players skip. */
export interface Filling {
  minBytes: number;
  kind: "noise" | "padding";
}

type Shape = Pick<VideoJob, "width" | "height" | "durationS" | "format" | "audio">;

// Encoding noise takes about a second for 5 MB; what is asked for beyond this is padded.
const MAX_NOISE_BYTES = 12 * 1024 * 1024;

/** Writes a playable video of noise with about so many bytes. */
export async function renderNoise(
  shape: Shape,
  minBytes: number,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const { width, height, durationS, format, audio } = shape;
  const source = `color=c=gray:s=${width}x${height}:r=6,noise=alls=100:allf=t:all_seed=1`;
  const sound = audio ? ["-f", "lavfi", "-i", "anoisesrc=c=brown:a=0.05:r=48000:seed=1"] : [];
  const bytes = Math.min(minBytes, MAX_NOISE_BYTES);
  const rate = ["-b:v", `${Math.ceil((bytes * 8) / durationS)}`, "-preset", "ultrafast"];
  const encoding = encodingArgs(format, 50, audio, format === "WEBM" ? rate.slice(0, 2) : rate);
  const input = ["-f", "lavfi", "-i", source, ...sound, "-t", `${durationS}`];
  await runFfmpeg([...input, ...encoding, "-y", path], signal);
}

/** Copies a video and makes it at least so large with bytes that players skip. */
export async function pad(
  from: string,
  to: string,
  minBytes: number,
  format: VideoJob["format"],
): Promise<void> {
  const partial = `${to}.part`;
  await copyFile(from, partial);
  const { size } = await stat(partial);
  // The headers of a `free` box and of a Void element are not longer than this.
  const missing = Math.max(minBytes - size, 0);
  if (missing > 0) {
    const file = await open(partial, "r+");
    try {
      await file.write(
        format === "WEBM" ? voidHeader(missing) : freeHeader(missing),
        0,
        null,
        size,
      );
      await file.truncate(size + 16 + missing);
    } finally {
      await file.close();
    }
  }
  await rename(partial, to);
}

/** An MP4 box that holds nothing: its size, then its name. */
function freeHeader(bytes: number): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(16 + bytes);
  header.write("free", 4, "latin1");
  return header;
}

/** A Matroska element that holds nothing: its id, then its size in eight bytes. */
function voidHeader(bytes: number): Buffer {
  const header = Buffer.alloc(9);
  header[0] = 0xec;
  header.writeBigUInt64BE(0x01_00_00_00_00_00_00_00n | BigInt(16 + bytes - 9), 1);
  return header;
}
