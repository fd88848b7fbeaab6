import type { Resolution } from "./job.ts";

/** What one parameter of a task may be. */
export type Rule = { required?: true } & (
  | {
      type: "string";
      min?: number;
      max?: number;
      values?: readonly string[];
      format?: "uri" | "uuid4";
    }
  | { type: "integer" | "float"; min?: number; max?: number; values?: readonly number[] }
  | { type: "boolean" }
  | { type: "object"; properties: Readonly<Record<string, Rule>> }
  | { type: "array"; min: number; max: number; item: (value: unknown) => string | undefined }
);

/** The parameter table of the model page of PixVerse V5.6. */
export const VIDEO_INFERENCE: Readonly<Record<string, Rule>> = {
  taskType: { type: "string", required: true, values: ["videoInference"] },
  taskUUID: { type: "string", required: true, format: "uuid4" },
  model: { type: "string", required: true, values: ["pixverse:1@7"] },
  positivePrompt: { type: "string", required: true, min: 1, max: 2048 },
  negativePrompt: { type: "string", min: 1, max: 2048 },
  width: { type: "integer" },
  height: { type: "integer" },
  resolution: { type: "string", values: ["360p", "540p", "720p", "1080p"] },
  duration: { type: "float" },
  seed: { type: "integer", min: 0, max: 2147483647 },
  numberResults: { type: "integer", min: 1, max: 4 },
  outputType: { type: "string", values: ["URL"] },
  outputFormat: { type: "string", values: ["MP4", "WEBM", "MOV"] },
  outputQuality: { type: "integer", min: 20, max: 99 },
  webhookURL: { type: "string", format: "uri" },
  uploadEndpoint: { type: "string", format: "uri" },
  deliveryMethod: { type: "string", values: ["async"] },
  ttl: { type: "integer", min: 60 },
  includeCost: { type: "boolean" },
  safety: {
    type: "object",
    properties: {
      checkContent: { type: "boolean" },
      mode: { type: "string", values: ["none", "fast", "full"] },
    },
  },
  inputs: {
    type: "object",
    properties: { frameImages: { type: "array", min: 1, max: 2, item: frameImageFault } },
  },
  providerSettings: {
    type: "object",
    properties: {
      pixverse: {
        type: "object",
        properties: {
          audio: { type: "boolean" },
          style: {
            type: "string",
            values: ["anime", "3d_animation", "clay", "comic", "cyberpunk"],
          },
          thinking: { type: "string", values: ["enabled", "disabled", "auto"] },
        },
      },
    },
  },
};

export const FRAME_POSITIONS: readonly unknown[] = ["first", "last", 0, -1];

/** The sizes a video without frame images may have, by resolution preset. */
export const SIZES: Readonly<Record<Resolution, readonly (readonly [number, number])[]>> = {
  "360p": sizesFor(360, 640, 480),
  "540p": sizesFor(540, 960, 720),
  "720p": sizesFor(720, 1280, 960),
  "1080p": sizesFor(1080, 1920, 1440),
};

/** Seconds a video of this resolution may last. */
export function durationsFor(resolution: Resolution): readonly number[] {
  return resolution === "1080p" ? [5, 8] : [5, 8, 10];
}

/** The preset to which a size of the table belongs. */
export function resolutionOf(width: number, height: number): Resolution | undefined {
  for (const [resolution, sizes] of Object.entries(SIZES)) {
    if (sizes.some(([w, h]) => w === width && h === height)) return resolution as Resolution;
  }
  return undefined;
}

function sizesFor(short: number, wide: number, middle: number): [number, number][] {
  return [
    [wide, short],
    [middle, short],
    [short, short],
    [short, middle],
    [short, wide],
  ];
}

function frameImageFault(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? "must not be empty" : undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return "must be an image, or an object with an image and a frame";
  }
  const { image, frame, ...rest } = value as Record<string, unknown>;
  if (typeof image !== "string" || image === "") return "needs an image";
  if (frame !== undefined && !FRAME_POSITIONS.includes(frame)) {
    return "has a frame that is none of first, last, 0 and -1";
  }
  const [unknownKey] = Object.keys(rest);
  return unknownKey === undefined ? undefined : `has an unknown parameter "${unknownKey}"`;
}
