import { z } from "zod";
import type { Estimates } from "./estimates.ts";
import type { Generation } from "./generation.ts";
import type { TaskStatus, VideoProvider } from "./ports/provider.ts";
import { isComplete, settle } from "./settle.ts";

export const LateCostSchema = z.object({
  taskUUID: z.string(),
  /** The key that the task was sent with; null for the operator's. */
  keyId: z.string().nullable(),
  /** Answers of the provider that told no cost. */
  looks: z.int().nonnegative(),
  /** The last of them, or the end of the generation; milliseconds since 1970. */
  lookedAt: z.int(),
});
export type LateCost = z.infer<typeof LateCostSchema>;

const HOUR_MS = 60 * 60_000;
/** An hour, six hours, a day and three days after the end. */
const WAITS_MS = [HOUR_MS, 5 * HOUR_MS, 18 * HOUR_MS, 48 * HOUR_MS];

export const nextLookAt = ({ looks, lookedAt }: LateCost): number =>
  lookedAt + (WAITS_MS[looks] ?? 0);

/** Nobody asks after this one. */
export const isLastLook = ({ looks }: LateCost): boolean => looks >= WAITS_MS.length - 1;

/**
 * What the task of an ended generation cost, a result without one at the estimate (rule 8); null
 * where it came to nothing, "unknown" while the provider cannot say.
 * @param takeWhatIsThere the last look: a batch that is half done will stay so
 * @throws {RetryableError} the provider did not answer
 */
export async function costOfLate(
  generation: Generation,
  takeWhatIsThere: boolean,
  provider: Pick<VideoProvider, "lookUp" | "taskDetails">,
  estimates: Pick<Estimates, "of">,
): Promise<Generation["cost"] | "unknown"> {
  const { taskUUID, request } = generation;
  const isEnough = (status: TaskStatus | undefined): status is TaskStatus =>
    status !== undefined &&
    (isComplete(generation, status) || (takeWhatIsThere && status.results.length > 0));
  let status = (await provider.lookUp([taskUUID])).get(taskUUID);
  // How long results are kept for `lookUp` is nowhere said; the long-term record is another place.
  if (!isEnough(status)) status = await provider.taskDetails(taskUUID);
  if (!isEnough(status)) return "unknown";
  const { cost } = settle(generation, status, estimates.of(request), { now: 0, referenceId: "" });
  return cost ?? null;
}
