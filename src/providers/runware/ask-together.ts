import { BatchRefusedError } from "./errors.ts";

/** One request about these tasks, its answer dealt with. */
type Ask = (taskUUIDs: readonly string[]) => Promise<void>;

/** Rows are small: a thousand are 85 kB of question and at most 2 MB of answer. */
export const MAX_TASKS_A_REQUEST = 1_000;

/**
 * Asks about many tasks in as few requests as possible. Where Runware refuses a whole batch because
 * of one task that it does not name, the batch is halved until that one is found, so that its
 * neighbours get their answers (rule 7): about twenty requests for one in a thousand.
 * @returns tasks whose presence alone makes Runware refuse to answer
 * @throws {RetryableError} the answers say nothing; also where both halves of a batch are refused,
 *   since then the tasks are not the reason
 */
export async function askTogether(taskUUIDs: readonly string[], ask: Ask): Promise<string[]> {
  const culprits: string[] = [];
  for (let from = 0; from < taskUUIDs.length; from += MAX_TASKS_A_REQUEST) {
    const batch = taskUUIDs.slice(from, from + MAX_TASKS_A_REQUEST);
    const refusal = await askBatch(batch, ask);
    const culprit = refusal && (await findCulprit(batch, refusal, ask));
    if (culprit != null) culprits.push(culprit);
  }
  return culprits;
}

/** @returns the refusal, where there was one that halving may get around */
async function askBatch(batch: readonly string[], ask: Ask): Promise<BatchRefusedError | null> {
  try {
    await ask(batch);
    return null;
  } catch (error) {
    if (error instanceof BatchRefusedError && error.retryAfterMs === undefined) return error;
    throw error;
  }
}

async function findCulprit(
  batch: readonly string[],
  refusal: BatchRefusedError,
  ask: Ask,
): Promise<string | undefined> {
  let refused = batch;
  while (refused.length > 1) {
    const middle = Math.ceil(refused.length / 2);
    const [left, right] = [refused.slice(0, middle), refused.slice(middle)];
    const leftRefusal = await askBatch(left, ask);
    const rightRefusal = await askBatch(right, ask);
    if (leftRefusal !== null && rightRefusal !== null) throw refusal;
    // It was a passing fault: everyone has been answered now.
    if (leftRefusal === null && rightRefusal === null) return undefined;
    refused = leftRefusal === null ? right : left;
  }
  // A task that was asked for alone from the start has no neighbours to protect.
  if (batch.length === 1) throw refusal;
  return refused[0];
}
