import { createHash } from "node:crypto";
import { z } from "zod";
import type { VideoJob } from "../job.ts";

/** All that a finished video depends on. Equal plans give equal files. */
export const planSchema = z.object({
  width: z.number(),
  height: z.number(),
  durationS: z.number(),
  format: z.enum(["MP4", "WEBM", "MOV"]),
  quality: z.number(),
  audio: z.boolean(),
  style: z.enum(["anime", "3d_animation", "clay", "comic", "cyberpunk"]).optional(),
  prompt: z.string(),
  seed: z.number(),
  frames: z.array(z.object({ position: z.enum(["first", "last"]), path: z.string() })),
});

export type Plan = z.infer<typeof planSchema>;

// Raised when the same plan begins to look different, so that kept files are not taken for new.
const DRAWING = 3;

export function planFor(job: VideoJob, seed: number): Plan {
  const { width, height, durationS, format, quality, audio, style, prompt } = job;
  const frames = job.frames.map(({ position, path }) => ({ position, path }));
  const plan = { width, height, durationS, format, quality, audio, prompt, seed, frames };
  return style === undefined ? plan : { ...plan, style };
}

/** The name under which the video of a job is kept: the same for everything that looks the same. */
export function planKey(job: VideoJob, seed: number): string {
  const frames = job.frames.map(({ position, sha256 }) => ({ position, sha256 }));
  const { negativePrompt, thinking } = job;
  const content = { ...planFor(job, seed), frames, negativePrompt, thinking, DRAWING };
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}
