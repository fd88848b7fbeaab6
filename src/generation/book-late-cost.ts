import type { Estimates } from "./estimates.ts";
import type { Generation } from "./generation.ts";
import { costOfLate, type LateCost } from "./late-cost.ts";
import type { Collection, Log } from "./ports.ts";
import type { VideoProvider } from "./ports/provider.ts";
import type { Records } from "./records.ts";

export interface BookTools {
  archive: Pick<Collection<Generation>, "update">;
  records: Pick<Records, "find">;
  providerOf: (keyId: string | null) => Pick<VideoProvider, "lookUp" | "taskDetails">;
  estimates: Pick<Estimates, "of">;
  /** Enters the cost of an archived generation; may run twice. */
  book: (generation: Generation) => Promise<void>;
  log: Log;
}

/**
 * Asks what the task of an ended generation cost, and books it. May run twice.
 * @returns true once there is nothing more to find out
 * @throws {Error} it could not be asked or written down this time
 */
export async function bookLateCost(
  id: string,
  { taskUUID, keyId }: LateCost,
  isLast: boolean,
  { archive, records, providerOf, estimates, book, log }: BookTools,
): Promise<boolean> {
  const generation = await records.find(id);
  // Deleted meanwhile, and its cost with it.
  if (generation === undefined) return true;
  const cost =
    generation.cost ?? (await costOfLate(generation, isLast, providerOf(keyId), estimates));
  if (cost === "unknown" && !isLast) return false;
  if (cost === "unknown" || cost === null) {
    const facts = { generationId: id, taskUUID, answered: cost === null };
    log.info(facts, "no cost of a late task was found; it is not asked for any more");
    return true;
  }
  const booked = await archive.update(id, (archived) =>
    archived === undefined || archived.cost !== null ? undefined : { ...archived, cost },
  );
  // Its end is still to be shown, and the archive comes after that.
  if (booked === undefined) throw new Error("the generation is not in the archive yet");
  log.error(
    { generationId: id, taskUUID, guildId: booked.guildId, costMicroUsd: cost.microUsd },
    "a task that had been given up was charged after all; it is booked as an overrun",
  );
  await book(booked);
  return true;
}
