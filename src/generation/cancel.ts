import { UserError } from "./errors.ts";
import { isEnd, type Generation, type GenerationChange } from "./generation.ts";
import type { Clock } from "./ports.ts";
import type { Records } from "./records.ts";
import { isPending, wayOn } from "./review.ts";
import type { Runner } from "./runner.ts";

export interface CancelTools {
  records: Records;
  runner: Pick<Runner, "refresh" | "resume">;
  clock: Clock;
}

/**
 * Ends a generation that no money was sent for at once; marks one that the provider has, so that its
 * result is discarded when it comes.
 * @throws {UserError} where there is nothing left to cancel
 */
export async function cancel(
  id: string,
  memberId: string,
  { records, runner, clock }: CancelTools,
): Promise<Generation> {
  const found = await records.find(id);
  if (found === undefined || !isCancellable(found)) throw nothingLeft();
  const cancelled = await records
    .change(id, (current) => cancelling(current, memberId, clock.now()))
    .catch(async (error: unknown) => {
      // It may have ended and left the unfinished between the two.
      const now = await records.find(id);
      throw now !== undefined && isEnd(now.state) ? nothingLeft() : error;
    });
  if (cancelled.cancel === null) throw nothingLeft();
  if (found.state === "reviewing") runner.resume(cancelled);
  else runner.refresh(cancelled);
  return cancelled;
}

function cancelling(
  current: Generation,
  memberId: string,
  now: number,
): GenerationChange | undefined {
  if (current.cancel !== null || !isCancellable(current)) return undefined;
  const cancel = { by: memberId, at: now };
  if (current.state === "reviewing") {
    return { cancel, ...wayOn({ ...current, cancel }, { now, referenceId: current.id }) };
  }
  return current.state === "held" || current.state === "queued"
    ? { cancel, state: "cancelled", reservedMicroUsd: 0, endedAt: now }
    : { cancel };
}

/** What is on its way to the channel comes; what still waits for a moderator need not. */
const isCancellable = ({ state, videos }: Generation): boolean =>
  !isEnd(state) && (state !== "delivering" || videos.some(isPending));

const nothingLeft = (): UserError =>
  new UserError("There is nothing left to cancel: this request has already ended.");
