import { deleteGeneration, type DeleteTools } from "./delete.ts";
import type { Deletion } from "./deletion.ts";
import type { Generation } from "./generation.ts";
import { createKeyTurns } from "./key-turns.ts";
import type { Clock, Collection, Log } from "./ports.ts";
import { createWorkOff } from "./work-off.ts";

/** Deletions that a crash does not cut short. */
export interface Deletions {
  /** As `deleteGeneration`; what it leaves undone is done at the next try, or the next start. */
  run(found: Generation, by: string): Promise<void>;
  /** Goes on with what an earlier process left. @throws {Error} the store cannot be read */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

export interface DeletionsTools extends Omit<DeleteTools, "clock"> {
  store: Collection<Deletion>;
  clock: Clock;
  random: () => number;
  log: Log;
}

export function createDeletions(tools: DeletionsTools): Deletions {
  const { store, records, clock, log } = tools;
  // One that has ended must not take away the note of another.
  const turns = createKeyTurns();
  const line = createWorkOff({
    ...tools,
    work: (id) => turns.run(id, () => goOn(id)),
    onFault: (generationId, error, waitMs) =>
      log.warn({ generationId, waitMs, error }, "a deletion is not done yet; tried again later"),
  });

  async function goOn(id: string): Promise<"done"> {
    const generation = await records.find(id);
    // Without the mark nobody was told that it is deleted.
    if (generation !== undefined && generation.deleted !== null) {
      await deleteGeneration(generation, generation.deleted.by, tools);
      log.info({ generationId: id }, "a deletion that was cut short is done");
    }
    await store.delete(id);
    return "done";
  }

  return {
    run: (found, by) =>
      turns.run(found.id, async () => {
        // Before the mark: from that on nobody else looks for what is left of it.
        await store.set(found.id, { since: clock.now() });
        await deleteGeneration(found, by, tools);
        await store.delete(found.id);
      }),
    async begin() {
      // The id alone says what is to be done, also where the rest cannot be read.
      for await (const { id } of store.readAll()) line.now(id);
    },
    stop: () => line.stop(),
  };
}
