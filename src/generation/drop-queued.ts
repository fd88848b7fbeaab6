import type { Generation } from "./generation.ts";
import type { Clock, Log, Stores } from "./ports.ts";
import type { Records } from "./records.ts";
import type { Runner } from "./runner.ts";

export interface DropTools {
  unfinished: Stores["unfinished"];
  records: Pick<Records, "change">;
  runner: Pick<Runner, "refresh">;
  clock: Clock;
  log: Log;
  referenceId: () => string;
}

/**
 * Ends what no money was sent for yet in guilds that the bot is no longer in: nothing could be posted
 * there. What the provider has goes on and reaches its member directly (rule 4).
 */
export async function dropQueued(
  isGone: (guildId: string) => boolean,
  tools: DropTools,
): Promise<void> {
  for await (const row of tools.unfinished.readAll()) {
    if (!("value" in row) || !isWaiting(row.value) || !isGone(row.value.guildId)) continue;
    try {
      await drop(row.id, tools);
    } catch (error) {
      tools.log.warn({ generationId: row.id, error }, "a request of a left guild is not dropped");
    }
  }
}

async function drop(id: string, tools: DropTools): Promise<void> {
  const { records, runner, clock, log, referenceId } = tools;
  const dropped = await records.change(id, (current) =>
    isWaiting(current)
      ? {
          state: "cancelled",
          failure: { kind: "guildLeft", referenceId: referenceId(), detail: null },
          reservedMicroUsd: 0,
          endedAt: clock.now(),
        }
      : undefined,
  );
  // Its turn may have come between the two.
  if (dropped.state !== "cancelled") return;
  log.info({ generationId: id, guildId: dropped.guildId }, "dropped: its guild was left");
  runner.refresh(dropped);
}

const isWaiting = ({ state }: Generation): boolean => state === "held" || state === "queued";
