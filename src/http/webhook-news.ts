import { z } from "zod";

/** A task has four videos at most; failures and states come on top. */
const MAX_ENTRIES = 50;

const uuid = z.string().max(100).toLowerCase();

const RowSchema = z
  .object({
    taskUUID: uuid,
    videoUUID: z.string().min(1).max(100).nullish(),
    status: z.string().max(100).nullish(),
  })
  .transform(({ taskUUID, videoUUID, status }) => ({
    taskUUID,
    // A failure has no name of its own: four of them may look alike and still be four.
    key: videoUUID ? `video ${videoUUID}` : status === "processing" ? "processing" : null,
  }));

/** Errors of a request as a whole name no task. */
const ErrorSchema = z
  .object({ taskUUID: uuid.nullish() })
  .transform(({ taskUUID }) => ({ taskUUID: taskUUID ?? null, key: null }));

const EnvelopeSchema = z
  .object({
    data: z.array(RowSchema).max(MAX_ENTRIES).nullish(),
    errors: z.array(ErrorSchema).max(MAX_ENTRIES).nullish(),
  })
  .transform(({ data, errors }) => [...(data ?? []), ...(errors ?? [])])
  .refine((entries) => entries.length > 0, "no entry");

/** One entry of a webhook's body, as far as anything of it is looked at. */
export interface NewsEntry {
  /** In lower case; null where the entry names none. */
  taskUUID: string | null;
  /** The same again is no news; null where that cannot be told. */
  key: string | null;
}

/**
 * Reads a webhook's body: a row alone, or lists in `data` and `errors`. Sources disagree on which of
 * them Runware sends, so each is taken. Nothing but names is read, since nothing else is believed.
 * @returns null where it is none of them
 */
export function readNews(body: unknown): NewsEntry[] | null {
  const isEnvelope =
    typeof body === "object" && body !== null && ("data" in body || "errors" in body);
  if (isEnvelope) return EnvelopeSchema.safeParse(body).data ?? null;
  const row = RowSchema.safeParse(body).data;
  return row === undefined ? null : [row];
}
