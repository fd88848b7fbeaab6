import type { Generation } from "../generation.ts";
import type { TaskStatus } from "../ports/provider.ts";
import { isComplete, settle } from "../settle.ts";
import type { StepTools } from "./step.ts";
import { OVERDUE_FOR_MS } from "./submit.ts";

/** The provider is done with the task: books what it cost, learns from it, and decides the way on. */
export async function finish(
  generation: Generation,
  status: TaskStatus,
  { records, judge, estimates, clock, log, referenceId: newReferenceId }: StepTools,
): Promise<Generation> {
  const { id, taskUUID, request, renderingAt } = generation;
  const now = clock.now();
  const referenceId = newReferenceId();
  for (const { kind, code, message } of status.errors) {
    log.warn(
      { generationId: id, taskUUID, referenceId, kind, code, providerMessage: message },
      "the provider failed a result",
    );
  }
  const toReview = await judge.needsReview(generation, status.results);
  const settled = await records.change(id, (current) =>
    settle(current, status, estimates.of(request), { now, referenceId }, toReview),
  );
  // Nothing is learned from a render time that a clock set back has made absurd.
  if (settled.videos.length > 0 && renderingAt !== null && renderingAt <= now) {
    await estimates.observe(request, {
      costsMicroUsd: settled.videos.flatMap(({ costMicroUsd }) => costMicroUsd ?? []),
      renderMs: now - renderingAt,
    });
  }
  await judge.count(settled);
  return settled;
}

/** The hour after the deadline is over: what came is delivered, else nothing will. */
export async function giveUp(
  generation: Generation,
  lastStatus: TaskStatus | undefined,
  /** Not the first try: an hour has gone by since the one before, whatever the clock says. */
  isRepeat: boolean,
  tools: StepTools,
): Promise<Generation> {
  const { id, taskUUID } = generation;
  // Asked once more: after a long stop nobody has asked at all since the deadline.
  const status = (await lastWord(generation, isRepeat, tools)) ?? lastStatus;
  if (status !== undefined && (status.results.length > 0 || isComplete(generation, status))) {
    return finish(generation, status, tools);
  }
  const { records, clock, log, referenceId } = tools;
  log.error({ generationId: id, taskUUID }, "a task never finished; its reservation is released");
  return records.change(id, () => ({
    state: "expired",
    failure: { kind: "deadline", referenceId: referenceId(), detail: null },
    reservedMicroUsd: 0,
    endedAt: clock.now(),
  }));
}

async function lastWord(
  { taskUUID, renderingAt }: Generation,
  isRepeat: boolean,
  { provider, clock, deadlineMs }: StepTools,
): Promise<TaskStatus | undefined> {
  try {
    return (await provider.lookUp([taskUUID])).get(taskUUID);
  } catch (error) {
    const lateMs = clock.now() - (renderingAt ?? 0) - deadlineMs;
    // A provider that does not answer gets one hour more before it is taken at its silence.
    if (!isRepeat && lateMs < 2 * OVERDUE_FOR_MS) throw error;
    return undefined;
  }
}
