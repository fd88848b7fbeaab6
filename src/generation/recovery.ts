import type { Generation, State } from "./generation.ts";
import type { Log, Stores } from "./ports.ts";
import type { Runner } from "./runner.ts";

/** What start does with a record, by the state it was left in (rule 2). */
export type RecoveryAction =
  /**
   * The runner goes on from the record; its steps may run twice without harm. One that is queued
   * without a card is looked for first.
   */
  | "run"
  /** A person decides, not the bot. */
  | "leave";

export const RECOVERY: Record<State, RecoveryAction> = {
  held: "run",
  queued: "run",
  submitting: "run",
  rendering: "run",
  // Still to be put before the moderators; what is there already is in a collection of its own.
  reviewing: "run",
  delivering: "run",
  // An end among the unfinished: its last edit or its archive record is still owed.
  done: "run",
  failed: "run",
  cancelled: "run",
  rejected: "run",
  expired: "run",
};

export interface RecoveryTools {
  unfinished: Stores["unfinished"];
  runner: Pick<Runner, "run">;
  /** What is held and spent is known again before anything new is admitted. */
  ledger: { restore(generation: Generation): Promise<void> };
  log: Log;
}

/**
 * Reads every unfinished record and hands it on; resolves once the runner has them all.
 * A record that cannot be read is logged and set aside, and hides none behind it.
 */
export async function recover(
  tools: RecoveryTools,
): Promise<{ resumed: number; unreadable: number }> {
  let resumed = 0;
  let unreadable = 0;
  for await (const row of tools.unfinished.readAll()) {
    if ("broken" in row) {
      unreadable += 1;
      await setAside(row.id, row.broken, tools);
      continue;
    }
    await tools.ledger.restore(row.value);
    if (RECOVERY[row.value.state] === "run") {
      tools.runner.run(row.value, { resumed: true });
      resumed += 1;
    }
  }
  return { resumed, unreadable };
}

/** Its bytes are kept under another key for whoever can read them; start goes on without it. */
async function setAside(
  id: string,
  broken: Error,
  { unfinished, log }: RecoveryTools,
): Promise<void> {
  try {
    const moved = await unfinished.setAside(id);
    log.error({ generationId: id, moved, error: broken }, "an unfinished record cannot be read");
  } catch (error) {
    log.error({ generationId: id, error }, "an unreadable record could not even be set aside");
  }
}
