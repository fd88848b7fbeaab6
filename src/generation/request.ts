import { z } from "zod";
import { UserError } from "./errors.ts";

// The words of a request. The values are the model page's own; Discord shows them as choices.
export const STYLES = ["anime", "3d_animation", "clay", "comic", "cyberpunk"] as const;
export const DURATIONS_S = [5, 8, 10] as const;
export const RESOLUTIONS = ["360p", "540p", "720p", "1080p"] as const;
export const ASPECTS = ["16:9", "4:3", "1:1", "3:4", "9:16"] as const;
export const THINKING = ["auto", "enabled", "disabled"] as const;
export const FORMATS = ["MP4", "WEBM", "MOV"] as const;
export const SAFETY_MODES = ["none", "fast", "full"] as const;
export const FRAME_POSITIONS = ["first", "last"] as const;

/** Lengths and ranges of the model page (PixVerse V5.6, "Generation Parameters"). */
export const LIMITS = {
  promptLength: 2048,
  results: { min: 1, max: 4 },
  seed: { min: 0, max: 2_147_483_647 },
  quality: { min: 20, max: 99 },
} as const;

/** A frame as the record keeps it: by the hash of its bytes, once they are stored. */
export const FrameSchema = z.object({
  /** SHA-256 of the bytes, hex; the name under which the frame store keeps them. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  contentType: z.enum(["image/png", "image/jpeg", "image/webp"]),
  bytes: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
});
export type Frame = z.infer<typeof FrameSchema>;

/** Where a frame's bytes are to be fetched from, until they are stored. */
export const FrameSourceSchema = z.object({
  url: z.url(),
  fileName: z.string(),
  bytes: z.int().nonnegative(),
  /** Of a video: which of its pictures. */
  still: z.enum(["first", "last"]).optional(),
});
export type FrameSource = z.infer<typeof FrameSourceSchema>;

export const VideoRequestSchema = z.object({
  prompt: z.string().min(1).max(LIMITS.promptLength),
  negativePrompt: z.string().min(1).max(LIMITS.promptLength).nullable(),
  style: z.enum(STYLES).nullable(),
  duration: z.literal(DURATIONS_S),
  resolution: z.enum(RESOLUTIONS),
  /** Decided by the frame where there is one: then null. */
  aspect: z.enum(ASPECTS).nullable(),
  audio: z.boolean(),
  thinking: z.enum(THINKING),
  results: z.int().min(LIMITS.results.min).max(LIMITS.results.max),
  seed: z.int().min(LIMITS.seed.min).max(LIMITS.seed.max).nullable(),
  format: z.enum(FORMATS),
  quality: z.int().min(LIMITS.quality.min).max(LIMITS.quality.max),
  private: z.boolean(),
});
export type VideoRequest = z.infer<typeof VideoRequestSchema>;
export type Resolution = VideoRequest["resolution"];
export type Aspect = (typeof ASPECTS)[number];
export type Style = (typeof STYLES)[number];
export type SafetyMode = (typeof SAFETY_MODES)[number];
export type FramePosition = (typeof FRAME_POSITIONS)[number];

/** What a model can do; one file a model under its provider. */
export interface ModelCard {
  /** The provider's identifier of the model. */
  readonly id: string;
  /** As people read it. */
  readonly name: string;
  /** Lengths in seconds that the model makes at a resolution. */
  durations(resolution: Resolution): readonly number[];
  /** Width and height in pixels of a video without frames. */
  size(resolution: Resolution, aspect: Aspect): { width: number; height: number };
  /** What an image must be to pin a frame. Sides in pixels. */
  readonly frame: { minSide: number; maxSide: number; maxBytes: number };
}

/** What a member typed: every option may be absent except the prompt. */
export type VideoOptions = { prompt: string } & {
  [K in Exclude<keyof VideoRequest, "prompt">]?: VideoRequest[K] | undefined;
};

/**
 * Turns what a member typed into a request, or says what is wrong with it.
 * @throws {UserError} with a sentence that names what would pass
 */
export function toRequest(
  options: VideoOptions,
  frames: readonly FramePosition[],
  card: ModelCard,
  defaults: { quality: number },
): VideoRequest {
  const prompt = options.prompt.trim();
  if (isInvisible(prompt)) {
    throw new UserError(
      "The prompt is empty. Describe the video in a few words, for example “a paper boat in the rain”.",
    );
  }
  const negativePrompt = options.negativePrompt?.trim() ?? "";
  refuseTooLong("prompt", prompt);
  refuseTooLong("negative prompt", negativePrompt);
  if (frames.length > 0 && options.aspect != null) {
    throw new UserError(
      "The frame decides the shape of the video, so `aspect` cannot go with it. Leave out `aspect`, or leave out the frame.",
    );
  }
  const resolution = options.resolution ?? "720p";
  const duration = options.duration ?? 5;
  const durations = card.durations(resolution);
  if (!durations.includes(duration)) {
    const longest = Math.max(...durations);
    const other = RESOLUTIONS.filter((name) => card.durations(name).includes(duration));
    throw new UserError(
      `${duration} seconds is not possible at ${resolution}: there it is ${longest} seconds at most. ` +
        `Choose ${durations.join(" or ")} seconds, or ${other.at(-1)} or lower for ${duration} seconds.`,
    );
  }
  return VideoRequestSchema.parse({
    prompt,
    negativePrompt: isInvisible(negativePrompt) ? null : negativePrompt,
    style: options.style ?? null,
    duration,
    resolution,
    aspect: frames.length > 0 ? null : (options.aspect ?? "16:9"),
    audio: options.audio ?? false,
    thinking: options.thinking ?? "auto",
    results: options.results ?? 1,
    seed: options.seed ?? null,
    format: options.format ?? "MP4",
    quality: options.quality ?? defaults.quality,
    private: options.private ?? false,
  } satisfies VideoRequest);
}

/** Spaces, controls, joiners and the blank braille cell: a prompt of these shows and says nothing. */
const isInvisible = (text: string): boolean => /^[\p{Z}\p{C}\u2800\s]*$/u.test(text);

/**
 * Whether Discord and Runware count an emoji as one character or as several is written nowhere; this
 * count is the highest, so what passes here passes with both.
 */
function refuseTooLong(what: string, text: string): void {
  if (text.length <= LIMITS.promptLength) return;
  throw new UserError(
    `The ${what} is too long by ${text.length - LIMITS.promptLength} characters (an emoji counts as two or more). ` +
      `It may have ${LIMITS.promptLength.toLocaleString("en-US")} at most.`,
  );
}
