import { runFfmpeg } from "../../../playground/runware/render/ffmpeg.ts";

const CODECS = { png: "png", jpeg: "mjpeg", webp: "libwebp", gif: "gif" } as const;

/** An image of one colour. */
export function image(options: {
  width: number;
  height: number;
  color?: string;
  type?: keyof typeof CODECS;
}): Promise<Buffer> {
  const { width, height, color = "red", type = "png" } = options;
  const source = ["-f", "lavfi", "-i", `color=c=${color}:s=${width}x${height}`, "-frames:v", "1"];
  const format = type === "gif" ? "gif" : "image2pipe";
  return runFfmpeg([...source, "-c:v", CODECS[type], "-f", format, "-"]);
}

export function dataUri(bytes: Buffer, type = "image/png"): string {
  return `data:${type};base64,${bytes.toString("base64")}`;
}
