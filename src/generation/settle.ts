import type { Estimate } from "./estimates.ts";
import type { Generation, GenerationChange, Video } from "./generation.ts";
import type { TaskStatus } from "./ports/provider.ts";
import { isPending, mayBeShown } from "./review.ts";

/**
 * Whether the provider has said all there is to say about a task: a verdict for each result, or a
 * failure of the task as a whole, which comes as one error and no rows beside it.
 */
export function isComplete(generation: Generation, status: TaskStatus): boolean {
  const { results, errors } = status;
  if (results.length + errors.length >= generation.request.results) return true;
  return results.length === 0 && isQuiet(status);
}

/** The provider reports a failure and nothing that it still works on, and yet too few results. */
export const isQuiet = ({ errors, processing }: TaskStatus): boolean =>
  errors.length > 0 && !processing;

/**
 * What the record becomes once the provider is done with the task: the cost booked (a result without
 * one at the estimate, rule 8), the reservation given back, and the way from here.
 */
export function settle(
  generation: Generation,
  status: TaskStatus,
  estimate: Pick<Estimate, "costMicroUsd">,
  at: { now: number; referenceId: string },
  /** By videoUUID: what a moderator has to see first. */
  toReview: ReadonlySet<string> = new Set(),
): GenerationChange {
  const videos = status.results.map((result): Video => ({
    ...result,
    review: toReview.has(result.videoUUID) ? { verdict: "pending", by: null, at: null } : null,
    posted: null,
  }));
  const eachEstimated = Math.round(estimate.costMicroUsd / generation.request.results);
  const cost = {
    microUsd: videos.reduce((sum, video) => sum + (video.costMicroUsd ?? eachEstimated), 0),
    estimated: videos.some((video) => video.costMicroUsd === null),
  };
  const settled: GenerationChange = {
    videos,
    failedResults: Math.max(0, generation.request.results - videos.length),
    cost: videos.length > 0 ? cost : null,
    reservedMicroUsd: 0,
    readyAt: at.now,
  };
  if (videos.length === 0) {
    const failure = {
      kind: status.errors[0]?.kind ?? "provider",
      referenceId: at.referenceId,
    } as const;
    return {
      ...settled,
      state: generation.cancel ? "cancelled" : "failed",
      failure: generation.cancel ? null : { ...failure, detail: null },
      endedAt: at.now,
    };
  }
  if (generation.cancel) return { ...settled, state: "cancelled", endedAt: at.now };
  if (videos.some(isPending)) {
    // Clean siblings first: they wait for nobody.
    const review = {
      since: at.now,
      channelId: null,
      messageId: null,
      attemptedAt: null,
      keptUntil: null,
    };
    return { ...settled, state: videos.some(mayBeShown) ? "delivering" : "reviewing", review };
  }
  if (!videos.some(mayBeShown)) {
    return {
      ...settled,
      state: "failed",
      failure: { kind: "flagged", referenceId: at.referenceId, detail: null },
      endedAt: at.now,
    };
  }
  return { ...settled, state: "delivering" };
}
