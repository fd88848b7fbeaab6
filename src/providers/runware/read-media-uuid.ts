import { z } from "zod";
import { RetryableError } from "../../generation/errors.ts";
import type { Answer } from "./client.ts";

const MediaRowSchema = z.object({ mediaUUID: z.string().min(1) });

/**
 * The UUID under which an uploaded image can be named in tasks.
 * @throws {RetryableError} the answer holds none
 */
export function readMediaUUID({ envelope, status, retryAfterMs }: Answer): string {
  for (const row of envelope?.raw ?? []) {
    const parsed = MediaRowSchema.safeParse(row);
    if (parsed.success) return parsed.data.mediaUUID;
  }
  throw new RetryableError(
    `an upload was answered ${status} without a media UUID`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
