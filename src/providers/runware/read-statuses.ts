import type { TaskError, TaskResult, TaskStatus } from "../../generation/ports/provider.ts";
import { RetryableError } from "../../generation/errors.ts";
import type { Answer } from "./client.ts";
import { classifyError, FAILURE_KIND } from "./error-class.ts";
import { BatchRefusedError, redact } from "./errors.ts";
import { isFailed, readResult } from "./read-result.ts";
import { type ApiError, type Envelope, type Row, readError } from "./wire-answer.ts";

/**
 * What one answer to `getResponse` says about each task. A task that it says nothing about is
 * not in the map (rule 6); one that it shows to be unknown is there with `known: false` (rule 3).
 * @throws {RetryableError} it says nothing about any of them
 */
export function readStatuses(
  taskUUIDs: readonly string[],
  answer: Answer,
): Map<string, TaskStatus> {
  const { status, envelope, retryAfterMs } = answer;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (envelope === null) {
    throw new RetryableError(`a poll was answered ${status} without a readable body`, wait);
  }
  const statuses = new Map<string, TaskStatus>();
  // Absence tells only where nothing in the answer could have been about the absent one.
  const complete = status < 300 && isAddressed(envelope);
  const rows = group(envelope.rows.filter((row) => row !== null));
  const errors = group(envelope.errors.filter((error) => isVerdict(error, status)));
  for (const taskUUID of taskUUIDs) {
    const verdict = readStatus(rows.get(taskUUID) ?? [], errors.get(taskUUID) ?? [], status);
    if (verdict !== null) statuses.set(taskUUID, verdict);
    else if (complete && !rows.has(taskUUID)) statuses.set(taskUUID, UNKNOWN);
  }
  if (statuses.size === 0 && taskUUIDs.length > 0) {
    const codes = envelope.errors.slice(0, 3).map((error) => error.code);
    const message = `a poll was answered ${status} without a word on its tasks: ${codes.join(", ")}`;
    const ErrorType = isRefusalOfBatch(status) ? BatchRefusedError : RetryableError;
    throw new ErrorType(message, wait);
  }
  return statuses;
}

const UNKNOWN: TaskStatus = { known: false, processing: false, results: [], errors: [] };

/**
 * What rows and errors say about their task; null where they say nothing. Also reads the archived
 * response of `getTaskDetails`, which holds the same two lists.
 */
export function readStatus(
  rows: readonly Row[],
  errors: readonly ApiError[],
  httpStatus: number,
): TaskStatus | null {
  const results = new Map<string, TaskResult>();
  const failedRows: ApiError[] = [];
  let known = false;
  let processing = false;
  for (const row of rows) {
    const result = readResult(row);
    if (isFailed(row)) failedRows.push(readError(row.error ?? row));
    else if (result !== null) results.set(result.videoUUID, result);
    // To a UUID it never saw Runware answers with the name of the question itself.
    else if (row.taskType !== "getResponse") processing = true;
  }
  if (processing || results.size > 0) known = true;
  // The same failure may stand in both lists, and counting it twice would give up a sibling that
  // is still being made: the longer list has them all.
  const failed = failedRows.length > errors.length ? failedRows : errors;
  const types = failed.map((error) => ({ error, type: classifyError(error, httpStatus) }));
  const verdicts = types.filter(({ type }) => type !== "taskUnknown" && type !== "conflict");
  if (verdicts.length > 0 || types.some(({ type }) => type === "conflict")) known = true;
  if (rows.length === 0 && failed.length === 0) return null;
  return {
    known,
    processing,
    results: [...results.values()],
    errors: verdicts.map(({ error, type }): TaskError => ({
      kind: FAILURE_KIND[type],
      code: error.code,
      message: redact(error.message),
    })),
  };
}

/** Nothing in the answer is without an address. */
function isAddressed({ rows, errors }: Envelope): boolean {
  return (
    rows.every((row) => row !== null && row.taskUUID != null) &&
    errors.every((error) => error.taskUUID !== null)
  );
}

/**
 * Whether an error speaks of the task and not of the poll: an answer that refuses the poll itself
 * repeats the UUIDs of the question, unless it marks a failure that came later.
 */
function isVerdict(error: ApiError, status: number): boolean {
  return error.taskUUID !== null && (error.failedLater || status < 300 || isRefusalOfBatch(status));
}

/** Statuses that speak of what was asked, not of who asked or of the server. */
const isRefusalOfBatch = (status: number): boolean =>
  status < 300 || [400, 404, 409, 413, 422].includes(status);

function group<T extends { taskUUID?: string | null | undefined }>(
  items: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    if (item.taskUUID == null) continue;
    const list = groups.get(item.taskUUID);
    if (list === undefined) groups.set(item.taskUUID, [item]);
    else list.push(item);
  }
  return groups;
}
