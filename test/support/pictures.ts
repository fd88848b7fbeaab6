import { runFfmpeg } from "../../playground/runware/render/ffmpeg.ts";

const CODECS = { png: "png", jpeg: "mjpeg", webp: "libwebp" } as const;

export interface Picture {
  width?: number;
  height?: number;
  type?: keyof typeof CODECS;
  /** Noise makes a file large: about 3 bytes a pixel as a PNG. */
  noisy?: boolean;
  color?: string;
}

/** The bytes of a still picture. */
export function picture(options: Picture = {}): Promise<Buffer> {
  const { width = 320, height = 320, type = "png", noisy = false, color = "teal" } = options;
  // In RGB from the start: half-size colour would round odd sides down.
  const noise = noisy ? ",noise=alls=100:all_seed=7" : "";
  const source = `color=c=${color}:s=${width}x${height},format=rgb24${noise}`;
  const input = ["-f", "lavfi", "-i", source, "-frames:v", "1"];
  return runFfmpeg([...input, "-c:v", CODECS[type], "-f", "image2pipe", "-"]);
}

/** A JPEG of exactly so many bytes: it ends at its end marker, and what follows is skipped. */
export async function jpegOf(bytes: number): Promise<Buffer> {
  const jpeg = await picture({ type: "jpeg" });
  return Buffer.concat([jpeg, Buffer.alloc(bytes - jpeg.length)]);
}

/** A picture that moves. */
export function animation(type: "gif" | "apng"): Promise<Buffer> {
  const source = ["-f", "lavfi", "-i", "testsrc=size=320x320:rate=5", "-t", "1"];
  return runFfmpeg([...source, ...(type === "apng" ? ["-plays", "0"] : []), "-f", type, "-"]);
}
