import type { OutputFormat } from "../job.ts";

export const FPS = 24;

export const EXTENSIONS: Record<OutputFormat, string> = { MP4: "mp4", WEBM: "webm", MOV: "mov" };

export const MIME_TYPES: Record<OutputFormat, string> = {
  MP4: "video/mp4",
  WEBM: "video/webm",
  MOV: "video/quicktime",
};

/**
 * ffmpeg's output options for a format and an `outputQuality` of 20 to 99. One thread and the
 * bit-exact flags: the same pictures always give the same bytes. `rate` replaces the quality by
 * options of its own.
 */
export function encodingArgs(
  format: OutputFormat,
  quality: number,
  audio: boolean,
  rate?: string[],
): string[] {
  const exact = ["-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact"];
  const sound = audio ? soundArgs(format) : ["-an"];
  if (format === "WEBM") {
    const crf = Math.round(12 + (99 - quality) * 0.5);
    const speed = ["-deadline", "realtime", "-cpu-used", "8"];
    const video = ["-c:v", "libvpx", ...(rate ?? ["-crf", `${crf}`, "-b:v", "6M"]), ...speed];
    return [...video, "-pix_fmt", "yuv420p", ...sound, ...exact, "-f", "webm"];
  }
  const crf = (18 + (99 - quality) * 0.25).toFixed(1);
  const control = rate ?? ["-preset", "veryfast", "-crf", crf];
  const video = ["-c:v", "libx264", ...control, "-pix_fmt", "yuv420p"];
  const container = ["-movflags", "+faststart", "-f", format === "MOV" ? "mov" : "mp4"];
  return [...video, ...sound, ...exact, ...container];
}

function soundArgs(format: OutputFormat): string[] {
  const codec = format === "WEBM" ? ["libopus", "-b:a", "96k"] : ["aac", "-b:a", "128k"];
  return ["-c:a", ...codec, "-ar", "48000", "-ac", "2", "-flags:a", "+bitexact"];
}
