import { z } from "zod";

/**
 * Answers are read leniently: Runware announces that its shapes and codes change. Only what is used
 * is read, and a field of the wrong type is as good as absent.
 */
const text = z.string().nullish().catch(null);
/** A UUID, in lower case so that it can be compared with ours. */
const uuid = z
  .string()
  .transform((value) => value.toLowerCase())
  .nullish()
  .catch(null);
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);
const code = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);

/** One entry of `errors`, the singular `error`, or a failed item of `data`. */
const ErrorSchema = z
  .object({
    code,
    message: text,
    taskUUID: uuid,
    taskType: text,
    status: text,
    parameter: z
      .union([z.array(z.string()), z.string().transform((one) => [one])])
      .nullish()
      .catch(null),
    /** Words of the model's own provider: for telling moderation, never shown or logged. */
    responseContent: z.unknown().optional(),
  })
  .transform((error) => ({
    code: error.code ?? "unrecognizedError",
    message: error.message ?? "",
    taskUUID: error.taskUUID ?? null,
    /** Marks a task that failed after it was taken, where a refusal has none. */
    failedLater: error.status === "error",
    parameters: error.parameter ?? [],
    upstream: asText(error.responseContent),
  }));
export type ApiError = z.infer<typeof ErrorSchema>;

/** A row of `data`, as far as it concerns a video. */
export const RowSchema = z.object({
  taskType: text,
  taskUUID: uuid,
  status: text,
  videoUUID: text,
  videoURL: text,
  seed: number,
  /** USD for this one video. */
  cost: number,
  NSFWContent: z.unknown().optional(),
  error: z.unknown().optional(),
  code,
  message: text,
});
export type Row = z.infer<typeof RowSchema>;

export interface Envelope {
  /** Rows of `data`; null for one that is no object. */
  rows: (Row | null)[];
  errors: ApiError[];
  /** The rows as they came, for the few calls that read other fields. */
  raw: unknown[];
}

const EnvelopeSchema = z.union([
  z.array(z.unknown()).transform((data) => ({ data, errors: [] as unknown[] })),
  z
    .object({
      data: z.unknown().optional(),
      errors: z.unknown().optional(),
      error: z.unknown().optional(),
      taskUUID: z.unknown().optional(),
    })
    .transform((body, context) => {
      const data = asList(body.data);
      // The singular form carries the UUID beside the error instead of inside it.
      const single = asList(body.error).map((one) => withUUID(one, body.taskUUID));
      const errors = [...asList(body.errors), ...single];
      if (body.data == null && errors.length === 0) {
        context.addIssue({ code: "custom", message: "neither data nor errors" });
        return z.NEVER;
      }
      return { data, errors };
    }),
]);

/** Reads the body of an answer; null where it is not Runware's JSON at all. */
export function readEnvelope(body: string): Envelope | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    // A proxy's page or half an answer is no fault of ours, and the caller knows what null means.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  return readEnvelopeOf(json);
}

/** Reads data and errors where they stand inside another answer; null where they are not there. */
export function readEnvelopeOf(json: unknown): Envelope | null {
  const envelope = EnvelopeSchema.safeParse(json);
  if (!envelope.success) return null;
  return {
    raw: envelope.data.data,
    rows: envelope.data.data.map((row) => RowSchema.safeParse(row).data ?? null),
    errors: envelope.data.errors.map(readError),
  };
}

/** One error, whatever it looks like: an error that cannot be read is still an error. */
export function readError(value: unknown): ApiError {
  const parsed = ErrorSchema.safeParse(value);
  return parsed.data ?? ErrorSchema.parse({ message: asText(value) });
}

function withUUID(error: unknown, taskUUID: unknown): unknown {
  if (typeof error === "string") return { message: error, taskUUID };
  return typeof error === "object" ? { taskUUID, ...error } : error;
}

function asList(value: unknown): unknown[] {
  if (value == null) return [];
  return Array.isArray(value) ? value : [value];
}

function asText(value: unknown): string {
  if (value == null) return "";
  // More than this of another company's answer tells nothing new.
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 2000);
}
