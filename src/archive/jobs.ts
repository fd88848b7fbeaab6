import { createKeyTurns } from "../generation/key-turns.ts";
import type { Collection, Log } from "../generation/ports.ts";
import type { CopyJob } from "../generation/copies.ts";
import { ownerOf } from "./what-is-kept.ts";

/** What is to be done, in memory as it is in the store: few, since a job is gone when it is done. */
export interface Jobs {
  get(id: string): CopyJob | undefined;
  all(): IterableIterator<[id: string, job: CopyJob]>;
  /** Decides on a job as it is at that moment; undefined leaves it. Resolves once it is written. */
  change(id: string, next: (current: CopyJob | undefined) => CopyJob | undefined): Promise<void>;
  /** Ends `job`, unless another one has taken its place meanwhile; whether it did. */
  end(id: string, job: CopyJob): Promise<boolean>;
}

/** @throws {Error} the store cannot be read */
export async function openJobs(store: Collection<CopyJob>, log: Log): Promise<Jobs> {
  const jobs = new Map<string, CopyJob>();
  // The store has an order for each record, and the memory has to follow the same.
  const turns = createKeyTurns();
  for await (const row of store.readAll()) {
    if ("value" in row) jobs.set(row.id, row.value);
    else {
      log.error({ ...ownerOf(row.id), error: row.broken }, "what is to be archived cannot be read");
      await store.setAside(row.id);
    }
  }
  return {
    get: (id) => jobs.get(id),
    all: () => jobs.entries(),
    change: (id, next) =>
      turns.run(id, async () => {
        const job = next(jobs.get(id));
        if (job === undefined) return;
        await store.set(id, job);
        jobs.set(id, job);
      }),
    end: (id, job) =>
      turns.run(id, async () => {
        if (jobs.get(id) !== job) return false;
        await store.delete(id);
        jobs.delete(id);
        return true;
      }),
  };
}
