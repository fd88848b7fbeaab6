import type { Generation, State } from "./generation.ts";
import type { Delivery, Log, Stores } from "./ports.ts";
import type { Records } from "./records.ts";
import type { Runner } from "./runner.ts";

/** What start does with a record, by the state it was left in (rule 2). */
export type RecoveryAction =
  /** The runner goes on from the record; its steps may run twice without harm. */
  | "run"
  /** It is not known whether the member ever saw the card: look, then run or drop. */
  | "lookForCard"
  /** A person decides, not the bot. */
  | "leave";

const ACTIONS: Record<State, RecoveryAction> = {
  held: "leave",
  queued: "run",
  submitting: "run",
  rendering: "run",
  reviewing: "leave",
  delivering: "run",
  // An end among the unfinished: its last edit or its archive record is still owed.
  done: "run",
  failed: "run",
  cancelled: "run",
  rejected: "run",
  expired: "run",
};

export function recoveryAction(generation: Generation): RecoveryAction {
  if (generation.state === "queued" && generation.card.messageId === null) return "lookForCard";
  return ACTIONS[generation.state];
}

export interface RecoveryTools {
  unfinished: Stores["unfinished"];
  records: Records;
  runner: Runner;
  delivery: Pick<Delivery, "find">;
  log: Log;
  now: () => number;
}

/**
 * Reads every unfinished record and hands it on; resolves once the runner has them all.
 * A record that cannot be read is logged and left where it is, and hides none behind it.
 */
export async function recover(
  tools: RecoveryTools,
): Promise<{ resumed: number; unreadable: number }> {
  const { unfinished, runner } = tools;
  const unanswered: Generation[] = [];
  let resumed = 0;
  let unreadable = 0;
  for await (const row of unfinished.readAll()) {
    if ("broken" in row) {
      unreadable += 1;
      await setAside(row.id, row.broken, tools);
      continue;
    }
    switch (recoveryAction(row.value)) {
      case "run":
        runner.run(row.value, { resumed: true });
        resumed += 1;
        break;
      case "lookForCard":
        unanswered.push(row.value);
        break;
      case "leave":
        break;
    }
  }
  for (const generation of unanswered) {
    if (await resumeUnanswered(generation, tools)) resumed += 1;
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

async function resumeUnanswered(
  generation: Generation,
  { records, runner, delivery, log, now }: RecoveryTools,
): Promise<boolean> {
  const messageId = await delivery.find(generation);
  if (messageId !== null) {
    runner.run(
      await records.change(generation.id, (current) => ({ card: { ...current.card, messageId } })),
      { resumed: true },
    );
    return true;
  }
  log.warn(
    { generationId: generation.id },
    "a request whose card never reached the member is dropped; nothing was spent",
  );
  await records.archive(
    await records.change(generation.id, () => ({
      state: "cancelled",
      failure: { kind: "unanswered", referenceId: generation.id, detail: null },
      reservedMicroUsd: 0,
      endedAt: now(),
    })),
  );
  return false;
}
