import type { Frame, OutputFormat, Resolution, Style, TaskBody, VideoJob } from "./job.ts";

// A panorama of 4000 by 300 would become 14,400 pixels wide at 1080p.
const WIDEST = 3;

/** Turns a validated task into a job, with the defaults of the model page. */
export function jobFromBody(body: TaskBody, resolution: Resolution, frames: Frame[]): VideoJob {
  const pixverse = (body["providerSettings"] as { pixverse?: Record<string, unknown> } | undefined)
    ?.pixverse;
  const safety = body["safety"] as { checkContent?: boolean; mode?: string } | undefined;
  const [width, height] = outputSize(body, resolution, frames);
  return {
    prompt: body["positivePrompt"] as string,
    negativePrompt: body["negativePrompt"] as string | undefined,
    width,
    height,
    resolution,
    durationS: (body["duration"] as number | undefined) ?? 5,
    format: (body["outputFormat"] as OutputFormat | undefined) ?? "MP4",
    quality: (body["outputQuality"] as number | undefined) ?? 95,
    audio: pixverse?.["audio"] === true,
    style: pixverse?.["style"] as Style | undefined,
    thinking: (pixverse?.["thinking"] as VideoJob["thinking"] | undefined) ?? "auto",
    seed: body["seed"] as number | undefined,
    results: (body["numberResults"] as number | undefined) ?? 1,
    frames,
    ttlS: body["ttl"] as number | undefined,
    webhookUrl: body["webhookURL"] as string | undefined,
    uploadEndpoint: body["uploadEndpoint"] as string | undefined,
    includeCost: body["includeCost"] === true,
    // `mode` decides when both are given; `checkContent` alone means the fast check.
    safetyMode: (safety?.mode ??
      (safety?.checkContent ? "fast" : "none")) as VideoJob["safetyMode"],
  };
}

/** Without frames the size asked for; with frames their aspect, the preset as the short side. */
function outputSize(body: TaskBody, resolution: Resolution, frames: Frame[]): [number, number] {
  const frame = frames.find(({ position }) => position === "first") ?? frames[0];
  if (frame === undefined) return [body["width"] as number, body["height"] as number];
  const short = Number.parseInt(resolution, 10);
  const aspect = Math.min(Math.max(frame.width / frame.height, 1 / WIDEST), WIDEST);
  return aspect >= 1 ? [even(short * aspect), short] : [short, even(short / aspect)];
}

// yuv420p has one colour sample for two by two pixels.
function even(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
