import { RetryableError } from "../../generation/errors.ts";
import type { ApiError } from "./wire-answer.ts";

/** What Runware said, as facts for the log: the cause of the domain's own errors. */
export class RunwareError extends Error {
  override readonly name = "RunwareError";
  readonly status: number;
  readonly code: string;
  readonly parameters: readonly string[];
  readonly taskUUID: string | null;

  constructor(status: number, error: ApiError) {
    super(redact(error.message));
    this.status = status;
    this.code = error.code;
    this.parameters = error.parameters;
    this.taskUUID = error.taskUUID;
  }
}

/**
 * Runware answered and yet said nothing about any task of the request: perhaps because of one of
 * them. Asking for fewer at once may tell.
 */
export class BatchRefusedError extends RetryableError {
  override readonly name = "BatchRefusedError";
}

const LONGEST_MESSAGE = 500;

/**
 * A text of theirs without what must not be logged (rule 12): addresses, which may be signed, images,
 * and anything as long as a key.
 */
export function redact(message: string): string {
  return message
    .slice(0, LONGEST_MESSAGE * 4)
    .replaceAll(/\b(?:https?|wss?|data):\S+/gi, "[address]")
    .replaceAll(
      /(?<![\w-])(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)[\w-]{20,}/gi,
      secretOrWord,
    )
    .slice(0, LONGEST_MESSAGE);
}

/** A key mixes letters and digits; a code or parameter name of this length does not. */
const secretOrWord = (text: string): string =>
  /\d/.test(text) && /[a-z]/i.test(text) ? "[redacted]" : text;
