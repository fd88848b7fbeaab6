import { randomUUID } from "node:crypto";
import { NotTakenError, RetryableError, TerminalError } from "../../generation/errors.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import type { TaskStatus } from "../../generation/ports/provider.ts";
import { readBalance } from "./account.ts";
import type { Answer, Exchange, RunwareClient } from "./client.ts";
import { classifyError, classifyStatus, FAILURE_KIND } from "./error-class.ts";
import { RunwareError } from "./errors.ts";
import { readMediaUUID } from "./read-media-uuid.ts";
import { readStatuses } from "./read-statuses.ts";
import { readDetails } from "./read-details.ts";
import { withRetries } from "./retry.ts";

const POLL_TIMEOUT_MS = 15_000;
const QUESTION_TIMEOUT_MS = 20_000;
/** 20 MB of image are 27 MB of request. */
const UPLOAD_TIMEOUT_MS = 180_000;
/** The archived request comes along, and with it the frames that went inside it. */
const MAX_DETAILS_BYTES = 32 * 1024 * 1024;

/** Everything asked of Runware beside the submit of a task. */
export function createQuestions(options: {
  client: RunwareClient;
  clock: Clock;
  log: Log;
  random: () => number;
}) {
  const { client, clock, log, random } = options;
  let keyRefused = false;

  /**
   * A question about tasks that was refused says nothing about them, whatever the reason (rule 6);
   * one that has to do with the key is for the operator, once.
   */
  function answerOf(exchange: Exchange): Answer {
    if (exchange.kind === "silence") {
      const { cause, retryAfterMs, sent } = exchange;
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      throw sent
        ? new RetryableError("Runware did not answer", { cause, ...wait })
        : new NotTakenError("Runware could not be asked", { cause, ...wait });
    }
    const type = classifyStatus(exchange.status);
    const isRefused = type === "auth" || type === "credit";
    if (isRefused && !keyRefused) {
      const code = exchange.envelope?.errors[0]?.code;
      log.error(
        { status: exchange.status, code },
        "Runware refuses the API key or the account: results cannot be fetched until that is put right",
      );
    }
    if (isRefused) keyRefused = true;
    else if (exchange.status < 300) keyRefused = false;
    return exchange;
  }

  return {
    /** One request, no repetition: for whoever asks again anyway. */
    async poll(taskUUIDs: readonly string[]): Promise<Map<string, TaskStatus>> {
      const tasks = taskUUIDs.map((taskUUID) => ({ taskType: "getResponse", taskUUID }) as const);
      const exchange = await client.exchange(tasks, { timeoutMs: POLL_TIMEOUT_MS });
      return readStatuses(taskUUIDs, answerOf(exchange));
    },

    async lookUp(taskUUIDs: readonly string[]): Promise<Map<string, TaskStatus>> {
      if (taskUUIDs.length === 0) return new Map();
      const tasks = taskUUIDs.map((taskUUID) => ({ taskType: "getResponse", taskUUID }) as const);
      const exchange = await withRetries(
        () => client.exchange(tasks, { timeoutMs: QUESTION_TIMEOUT_MS }),
        { clock, random },
      );
      return readStatuses(taskUUIDs, answerOf(exchange));
    },

    async taskDetails(taskUUID: string): Promise<TaskStatus> {
      const limits = { timeoutMs: QUESTION_TIMEOUT_MS, maxBytes: MAX_DETAILS_BYTES };
      const exchange = await withRetries(
        () => client.exchange([{ taskType: "getTaskDetails", taskUUID }], limits),
        { clock, random },
      );
      return readDetails(taskUUID, answerOf(exchange));
    },

    /**
     * The balance of the account behind the key, in micro-USD.
     * @throws {TerminalError} kind "auth" or "credit": the key is refused
     * @throws {RetryableError} no usable answer
     */
    async balance(): Promise<number> {
      const task = { taskType: "accountManagement", operation: "getDetails" } as const;
      const exchange = await withRetries(
        () =>
          client.exchange([{ ...task, taskUUID: randomUUID() }], {
            timeoutMs: QUESTION_TIMEOUT_MS,
          }),
        { clock, random },
      );
      if (exchange.kind === "answer") throwRefusal(exchange, ["auth", "credit"]);
      return readBalance(answerOf(exchange));
    },

    /** Stores an image for use in tasks. See `FrameImages.name` for the errors. */
    async upload(dataUri: string): Promise<string> {
      const task = { taskType: "mediaStorage", operation: "upload", media: dataUri } as const;
      const exchange = await client.exchange([{ ...task, taskUUID: randomUUID() }], {
        timeoutMs: UPLOAD_TIMEOUT_MS,
      });
      if (exchange.kind === "answer") {
        throwRefusal(exchange, ["auth", "credit", "moderation", "validation"]);
      }
      return readMediaUUID(answerOf(exchange));
    },
  };
}

function throwRefusal({ status, envelope }: Answer, types: readonly string[]): void {
  const error = envelope?.errors[0];
  // A page without Runware's JSON is a gateway's, whatever its status.
  if (error === undefined) return;
  const type = classifyError(error, status);
  if (!types.includes(type)) return;
  const cause = new RunwareError(status, error);
  const message = `Runware refused: ${cause.code} (${status})`;
  throw new TerminalError(FAILURE_KIND[type], message, { cause, code: cause.code });
}
