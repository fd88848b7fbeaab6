import { z } from "zod";
import { RetryableError } from "../../generation/errors.ts";
import type { TaskStatus } from "../../generation/ports/provider.ts";
import type { Answer } from "./client.ts";
import { classifyError } from "./error-class.ts";
import { readStatus } from "./read-statuses.ts";
import { readEnvelopeOf } from "./wire-answer.ts";

/** The archive's row. The request beside it, with its prompt and frames, is not even read. */
const DetailsRowSchema = z.object({
  taskType: z.literal("getTaskDetails"),
  taskUUID: z.string().transform((value) => value.toLowerCase()),
  response: z.unknown().optional(),
});

/**
 * What the long-term record of a task says. It holds the last response given for the UUID, so after a
 * refused repetition it is that refusal, which proves the task known and says no more.
 * @throws {RetryableError} the answer says nothing about the task
 */
export function readDetails(taskUUID: string, answer: Answer): TaskStatus {
  const { envelope, status, retryAfterMs } = answer;
  const rows = envelope?.raw.map((row) => DetailsRowSchema.safeParse(row).data) ?? [];
  const row = rows.find((one) => one?.taskUUID === taskUUID);
  if (row !== undefined) {
    const archived = readEnvelopeOf(row.response);
    const known = { known: true, processing: true, results: [], errors: [] };
    if (archived === null) return known;
    // Everything inside is about this task, addressed or not.
    const videos = archived.rows.filter((one) => one !== null);
    return { ...(readStatus(videos, archived.errors, 200) ?? known), known: true };
  }
  const isUnknown =
    envelope !== null &&
    (status < 300 || status === 400 || status === 404) &&
    // One task was asked for, so an error without an address is about it.
    (envelope.errors.length > 0
      ? envelope.errors.every((error) => classifyError(error, status) === "taskUnknown")
      : status < 300 && envelope.raw.length === 0);
  if (isUnknown) return { known: false, processing: false, results: [], errors: [] };
  const codes = envelope?.errors.map((error) => error.code).join(", ") ?? "";
  throw new RetryableError(
    `the record of a task was asked for and answered ${status}: ${codes}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
