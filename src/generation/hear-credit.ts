import { TerminalError } from "./errors.ts";
import type { Account } from "./ports/provider.ts";

/** The same account; `onRefused` hears when it refuses a task for want of credit. */
export const hearCredit = (account: Account, onRefused: () => void): Account => ({
  ...account,
  async submit(task) {
    try {
      await account.submit(task);
    } catch (error) {
      if (error instanceof TerminalError && error.kind === "credit") onRefused();
      throw error;
    }
  },
});
