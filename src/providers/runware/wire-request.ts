import { z } from "zod";
import {
  FORMATS,
  LIMITS,
  RESOLUTIONS,
  SAFETY_MODES,
  STYLES,
  THINKING,
} from "../../generation/request.ts";

const prompt = z.string().min(1).max(LIMITS.promptLength);
const taskUUID = z.uuidv4();

/**
 * A `videoInference` task exactly as the model page of PixVerse V5.6 allows it, and as we send it:
 * every parameter whose default could change is named.
 */
export const VideoInferenceSchema = z
  .strictObject({
    taskType: z.literal("videoInference"),
    taskUUID,
    model: z.string().regex(/^[a-z0-9-]+:[a-z0-9-]+@[a-z0-9-]+$/),
    positivePrompt: prompt,
    negativePrompt: prompt.optional(),
    width: z.int().positive().optional(),
    height: z.int().positive().optional(),
    resolution: z.enum(RESOLUTIONS).optional(),
    duration: z.number().positive(),
    seed: z.int().min(LIMITS.seed.min).max(LIMITS.seed.max).optional(),
    inputs: z
      .strictObject({
        frameImages: z
          .array(z.strictObject({ image: z.string().min(1), frame: z.enum(["first", "last"]) }))
          .min(1)
          .max(2),
      })
      .optional(),
    providerSettings: z.strictObject({
      pixverse: z.strictObject({
        audio: z.boolean(),
        style: z.enum(STYLES).optional(),
        thinking: z.enum(THINKING),
      }),
    }),
    numberResults: z.int().min(LIMITS.results.min).max(LIMITS.results.max),
    outputType: z.literal("URL"),
    outputFormat: z.enum(FORMATS),
    outputQuality: z.int().min(LIMITS.quality.min).max(LIMITS.quality.max),
    deliveryMethod: z.literal("async"),
    includeCost: z.literal(true),
    safety: z.strictObject({ checkContent: z.boolean(), mode: z.enum(SAFETY_MODES) }),
    ttl: z.int().min(60).optional(),
    webhookURL: z.url().optional(),
    uploadEndpoint: z.url().optional(),
  })
  .refine((task) => (task.width === undefined) === (task.height === undefined), {
    error: "width and height go together",
  })
  .refine((task) => (task.inputs === undefined) === (task.width !== undefined), {
    error: "exactly one of frames, or width and height",
  })
  .refine((task) => (task.inputs === undefined) === (task.resolution === undefined), {
    error: "resolution goes with frames and never with width and height",
  });
export type VideoInference = z.infer<typeof VideoInferenceSchema>;

export const GetResponseSchema = z.strictObject({ taskType: z.literal("getResponse"), taskUUID });
export const GetTaskDetailsSchema = z.strictObject({
  taskType: z.literal("getTaskDetails"),
  taskUUID,
});
export const GetAccountSchema = z.strictObject({
  taskType: z.literal("accountManagement"),
  taskUUID,
  operation: z.literal("getDetails"),
});
export const UploadMediaSchema = z.strictObject({
  taskType: z.literal("mediaStorage"),
  taskUUID,
  operation: z.literal("upload"),
  media: z.string().startsWith("data:image/"),
});

/** Anything we send; a request is always an array of these. */
export const WireTaskSchema = z.union([
  VideoInferenceSchema,
  GetResponseSchema,
  GetTaskDetailsSchema,
  GetAccountSchema,
  UploadMediaSchema,
]);
export type WireTask = z.infer<typeof WireTaskSchema>;
