import { NotTakenError, TerminalError, UserError } from "../errors.ts";
import type { Generation } from "../generation.ts";
import type { TaskStatus, VideoTask } from "../ports/provider.ts";
import { fail } from "./fail.ts";
import type { StepResult, StepTools } from "./step.ts";

/** What is still in doubt this long after the deadline stays so. */
export const OVERDUE_FOR_MS = 60 * 60_000;

/** After this a task is never sent again: the provider may have forgotten that it had it (rule 3). */
export const RESUBMIT_WITHIN_MS = 10 * 60_000;

/**
 * Writes that the task is about to be sent. `maybeTakenAt` is set before the first byte leaves, so a
 * crash in the middle leaves a record that says "it may have been taken".
 */
export async function claimTurn(
  generation: Generation,
  { records, admission, clock }: StepTools,
): Promise<Generation> {
  return records.change(generation.id, (current) =>
    current.state === "queued"
      ? {
          state: "submitting",
          safety: admission.safety(current),
          submit: {
            attempts: current.submit.attempts + 1,
            // A clock that was set back begins the time of trying anew.
            since: Math.min(current.submit.since ?? clock.now(), clock.now()),
            maybeTakenAt: clock.now(),
          },
        }
      : undefined,
  );
}

/** Sends the task, first asking after it where an earlier attempt may have arrived. */
export async function submit(
  generation: Generation,
  isRepeat: boolean,
  tools: StepTools,
): Promise<StepResult> {
  if (isRepeat) {
    const found = await lookForTask(generation, tools);
    if (found !== undefined) return found;
  }
  const uploadTo = (await mayBeUploaded(generation, tools))
    ? await tools.archive.uploadAddress(generation)
    : null;
  try {
    await tools.provider.submit(toTask(generation, uploadTo));
  } catch (error) {
    if (error instanceof TerminalError) {
      tools.log.error(
        {
          generationId: generation.id,
          taskUUID: generation.taskUUID,
          kind: error.kind,
          code: error.code,
          error,
        },
        "the provider refused the task",
      );
      return { go: await fail(generation, error.kind, tools) };
    }
    // Only a frame's bytes speak to the member from here: they are gone or of no use.
    if (error instanceof UserError)
      return { go: await fail(generation, "frame", tools, error.message) };
    // A first attempt that certainly was not taken gives its turn back; with an earlier attempt
    // in doubt the generation stays where it is.
    if (error instanceof NotTakenError && !isRepeat) return notTaken(generation, error, tools);
    throw error;
  }
  return { go: await taken(generation, tools) };
}

/** Certainly not taken: a cancel is final, the turn goes back, and at last we stop asking. */
async function notTaken(
  generation: Generation,
  error: NotTakenError,
  tools: StepTools,
): Promise<StepResult> {
  const now = tools.clock.now();
  const waited = await tools.records.change(generation.id, (current) => {
    if (current.cancel) return { state: "cancelled", reservedMicroUsd: 0, endedAt: now };
    if (now - (current.submit.since ?? now) > tools.deadlineMs) return undefined;
    return { state: "queued", submit: { ...current.submit, maybeTakenAt: null } };
  });
  if (waited.state === "queued") {
    return { waitFor: "anotherTurn", generation: waited, retryAfterMs: error.retryAfterMs };
  }
  return { go: waited.state === "cancelled" ? waited : await fail(waited, "unavailable", tools) };
}

/** Undefined: the provider answered, does not know the task, and it may still be sent again. */
async function lookForTask(
  generation: Generation,
  tools: StepTools,
): Promise<StepResult | undefined> {
  const { taskUUID } = generation;
  const sent = await datedSubmit(generation, tools);
  // Taken anew for each decision: a question and its repetitions may last minutes.
  const doubtMs = (): number => tools.clock.now() - (sent.maybeTakenAt ?? 0);
  let status: TaskStatus | undefined;
  try {
    status = (await tools.provider.lookUp([taskUUID])).get(taskUUID);
    if (!status?.known && doubtMs() >= 0 && doubtMs() <= RESUBMIT_WITHIN_MS) return undefined;
    if (!status?.known) status = await tools.provider.taskDetails(taskUUID);
  } catch (error) {
    if (doubtMs() <= tools.deadlineMs + OVERDUE_FOR_MS) throw error;
  }
  if (status?.known) return { go: await taken(generation, tools), status };
  tools.log.error(
    { generationId: generation.id, taskUUID, firstSentAt: sent.maybeTakenAt },
    "a task was sent, its acknowledgement lost, and the provider does not know it: check the provider's bill; it is not sent again",
  );
  return { go: await fail(generation, "unknownCharge", tools) };
}

/**
 * A clock that was set back hides how old the first attempt is, and then it counts as too old to be
 * sent again; written down, so that the time until we stop asking passes all the same.
 */
async function datedSubmit(
  { id, submit: sent }: Generation,
  { records, clock }: StepTools,
): Promise<Generation["submit"]> {
  const now = clock.now();
  if (sent.maybeTakenAt === null || sent.maybeTakenAt <= now) return sent;
  const dated = await records.change(id, ({ submit: current }) => ({
    submit: { ...current, maybeTakenAt: now - RESUBMIT_WITHIN_MS - 1 },
  }));
  return dated.submit;
}

function taken(generation: Generation, { records, clock }: StepTools): Promise<Generation> {
  return records.change(generation.id, () => ({ state: "rendering", renderingAt: clock.now() }));
}

/**
 * Whether the provider may put the file where people could find it before we have seen it: one file,
 * for everybody, that nobody looks at first, whatever the safety check would say.
 */
async function mayBeUploaded(generation: Generation, { judge }: StepTools): Promise<boolean> {
  const { request, safety, taskUUID } = generation;
  if (request.results !== 1 || request.private || safety !== "none") return false;
  const worst = { videoUUID: taskUUID, flagged: true };
  return (await judge.needsReview(generation, [worst])).size === 0;
}

function toTask(generation: Generation, uploadTo: string | null): VideoTask {
  return {
    taskUUID: generation.taskUUID,
    request: generation.request,
    safety: generation.safety,
    uploadTo,
    frames: generation.frames.flatMap(({ position, stored }) =>
      stored === null ? [] : [{ position, frame: stored }],
    ),
  };
}
