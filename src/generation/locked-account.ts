import { NotTakenError, RetryableError } from "./errors.ts";
import type { Account } from "./ports/provider.ts";

/** Long enough that a line of waiting generations is no flood of attempts. */
const RETRY_AFTER_MS = 60_000;

/**
 * Stands where a key should be that cannot be read: what it had under way waits, for the operator may
 * put that right, and ends by its own deadline if not. Nobody else's key is ever used instead.
 */
export function lockedAccount(): Account {
  const reason = "the key of this generation cannot be read";
  const unanswered = async (): Promise<never> => {
    throw new RetryableError(reason, { retryAfterMs: RETRY_AFTER_MS });
  };
  return {
    async submit() {
      throw new NotTakenError(reason, { retryAfterMs: RETRY_AFTER_MS });
    },
    lookUp: unanswered,
    taskDetails: unanswered,
    balance: unanswered,
    watch: () => () => {},
    hint() {},
    busyUntil: () => null,
    async close() {},
  };
}
