import { NotTakenError, RetryableError, TerminalError } from "../../generation/errors.ts";
import type { Exchange } from "./client.ts";
import { classifyError, classifyStatus, type ErrorClass, FAILURE_KIND } from "./error-class.ts";
import { RunwareError } from "./errors.ts";
import { isFailed } from "./read-result.ts";
import { type ApiError, type Envelope, readError } from "./wire-answer.ts";

export type SubmitVerdict =
  /** Runware has the task: it said so, or it had it before. */
  | { taken: true; repeated: boolean }
  /** `type` is null where nothing that Runware said is behind the error. */
  | { taken: false; type: ErrorClass | null; error: Error };

/** What came of a submit of this one task: the only place where it is decided (rule 3). */
export function judgeSubmit(taskUUID: string, exchange: Exchange): SubmitVerdict {
  const { retryAfterMs } = exchange;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (exchange.kind === "silence") {
    const options = { cause: exchange.cause, ...wait };
    const error = exchange.sent
      ? new RetryableError("the submit was not answered", options)
      : new NotTakenError("Runware could not be reached", options);
    return { taken: false, type: null, error };
  }
  const { status, envelope } = exchange;
  if (envelope === null) return { taken: false, ...refusalByStatus(status, wait) };

  const errors = errorsAbout(taskUUID, envelope);
  if (errors.some((error) => classifyError(error, status) === "conflict")) {
    return { taken: true, repeated: true };
  }
  const acknowledged =
    status < 300 && envelope.rows.some((row) => row?.taskUUID === taskUUID && !isFailed(row));
  const addressed = errors.filter((error) => error.taskUUID === taskUUID);
  if (acknowledged && addressed.length === 0) return { taken: true, repeated: false };

  const first = addressed[0] ?? errors[0];
  if (first === undefined) {
    const error = new RetryableError(`a submit was answered ${status} without a word on the task`);
    return { taken: false, type: null, error };
  }
  const cause = new RunwareError(status, first);
  if (acknowledged) {
    // Refused and acknowledged at once: only asking for the task can tell which one holds.
    const error = new RetryableError("a submit was both acknowledged and refused", { cause });
    return { taken: false, type: null, error };
  }
  const type = classifyError(first, status);
  return { taken: false, type, error: refusal(type, cause, wait) };
}

/** A submit carries one task, so an error without an address concerns it as well. */
function errorsAbout(taskUUID: string, { rows, errors }: Envelope): ApiError[] {
  const failed = rows
    .filter((row) => row?.taskUUID === taskUUID && isFailed(row))
    .map((row) => ({ ...readError(row?.error ?? row), taskUUID }));
  const said = errors.filter((error) => error.taskUUID === null || error.taskUUID === taskUUID);
  return [...failed, ...said];
}

/** Refusals of the request itself: Runware does not have the task. */
const FINAL: ReadonlySet<ErrorClass> = new Set([
  "auth",
  "credit",
  "moderation",
  "validation",
  "mediaMissing",
]);

function refusal(type: ErrorClass, cause: RunwareError, wait: { retryAfterMs?: number }): Error {
  const message = `Runware refused the task: ${cause.code} (${cause.status})`;
  if (FINAL.has(type)) {
    return new TerminalError(FAILURE_KIND[type], message, { cause, code: cause.code });
  }
  // The other classes include errors from behind the point where a task is taken.
  const ErrorType = type === "rate" ? NotTakenError : RetryableError;
  return new ErrorType(message, { cause, ...wait });
}

/** An answer that is not Runware's JSON: a gateway's, or one cut short. */
function refusalByStatus(
  status: number,
  wait: { retryAfterMs?: number },
): { type: ErrorClass | null; error: Error } {
  const message = `a submit was answered ${status} without a readable body`;
  if (status === 401 || status === 402) {
    const type = classifyStatus(status);
    return { type, error: new TerminalError(FAILURE_KIND[type], message) };
  }
  if (status === 413) return { type: null, error: new TerminalError("badParameter", message) };
  if (status === 429) return { type: "rate", error: new NotTakenError(message, wait) };
  // A firewall, a wrong address: no server of Runware's has seen the task.
  if (status === 403 || status === 404 || status === 405) {
    return { type: null, error: new NotTakenError(message, wait) };
  }
  return { type: null, error: new RetryableError(message, wait) };
}
