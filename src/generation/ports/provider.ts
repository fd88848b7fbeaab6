import type { FailureKind } from "../errors.ts";
import type { Frame, FramePosition, SafetyMode, VideoRequest } from "../request.ts";

/** One generation in the provider's hands: everything it needs to build the same task again. */
export interface VideoTask {
  taskUUID: string;
  request: VideoRequest;
  safety: SafetyMode;
  frames: readonly { position: FramePosition; frame: Frame }[];
  /** Where the provider puts the file as well, by HTTP PUT; null: nowhere. */
  uploadTo?: string | null;
}

export interface TaskResult {
  videoUUID: string;
  url: string;
  seed: number | null;
  costMicroUsd: number | null;
  flagged: boolean;
}

/** What one answer of the provider said about one task. */
export interface TaskStatus {
  /** False where the answer shows that the provider does not know the task (rule 3). */
  known: boolean;
  /** Some result is still being worked on, as far as the answer says. */
  processing: boolean;
  /** Finished videos so far, in the provider's own stable order. */
  results: TaskResult[];
  /** Verdicts addressed to this task: each is one result that will not come. */
  errors: TaskError[];
}

export interface TaskError {
  kind: FailureKind;
  code: string;
  /** The provider's words, for the log only. */
  message: string;
}

export interface VideoProvider {
  /**
   * Hands the task over; resolves once the provider has acknowledged it, or says it has it already.
   * @throws {TerminalError} a refusal: the provider does not have the task and nothing was charged
   * @throws {NotTakenError} a passing refusal (429, no connection): not taken, try later
   * @throws {RetryableError} no usable answer: it may have been taken
   */
  submit(task: VideoTask): Promise<void>;
  /**
   * Asks for the state of tasks in one request.
   * @throws {RetryableError} the answer says nothing about any of them (rule 6)
   */
  lookUp(taskUUIDs: readonly string[]): Promise<Map<string, TaskStatus>>;
  /** The long-term record of one task; for tasks too old for `lookUp`. Throws as `lookUp` does. */
  taskDetails(taskUUID: string): Promise<TaskStatus>;
  /**
   * Asks about this task from time to time, with all others in one request, until called off.
   * `expectedAt` (milliseconds since 1970): when it will probably be ready; asked seldom before it.
   * `everyMs` replaces that rhythm by a fixed one. `onStatus` gets every answer that knows the task.
   */
  watch(
    taskUUID: string,
    expectedAt: number,
    onStatus: (status: TaskStatus) => void,
    options?: { everyMs?: number },
  ): () => void;
  /** Ask about this task at the next opportunity (a webhook said something). */
  hint(taskUUID: string): void;
  /** When submits make sense again, in milliseconds since 1970; null while the provider answers. */
  busyUntil(): number | null;
}

/** The provider behind one key. */
export interface Account extends VideoProvider {
  /**
   * What the account behind the key has left, in micro-USD; below zero where it is overdrawn.
   * @throws {TerminalError} kind "auth" or "credit": the key is refused
   * @throws {RetryableError} no usable answer
   */
  balance(): Promise<number>;
  /** Breaks off what is under way (as unanswered) and closes every connection and timer. */
  close(): Promise<void>;
}
