import { createKeyTurns } from "../../generation/key-turns.ts";
import type { Clock, Collection, Log } from "../../generation/ports.ts";

/** Ids under which something is to be done, in memory as they are in the store. */
export interface Jobs<J extends { since: number }> {
  get(id: string): J | undefined;
  ids(): string[];
  /** Resolves once it is written; one that is there already begins anew. */
  note(id: string): Promise<J>;
  /** Begins one that is there anew: whoever works on it does not end it. */
  renew(id: string): void;
  /** Ends `job`, unless it was noted again meanwhile. */
  end(id: string, job: J): Promise<void>;
  drop(id: string): Promise<void>;
}

/** @throws {Error} the store cannot be read */
export async function openJobs<J extends { since: number }>(
  store: Collection<J>,
  make: (since: number) => J,
  { clock, log }: { clock: Pick<Clock, "now">; log: Pick<Log, "error"> },
): Promise<Jobs<J>> {
  const jobs = new Map<string, J>();
  // The store has an order for each record, and the memory has to follow the same.
  const turns = createKeyTurns();
  for await (const row of store.readAll()) {
    if ("value" in row) {
      jobs.set(row.id, row.value);
      continue;
    }
    // The id alone says what is to be looked at.
    log.error({ id: row.id, error: row.broken }, "a note of what is to be posted cannot be read");
    if (!(await store.setAside(row.id))) continue;
    const job = make(clock.now());
    await store.set(row.id, job);
    jobs.set(row.id, job);
  }
  const drop = async (id: string): Promise<void> => {
    await store.delete(id);
    jobs.delete(id);
  };
  return {
    get: (id) => jobs.get(id),
    ids: () => [...jobs.keys()],
    note: (id) =>
      turns.run(id, async () => {
        const job = make(clock.now());
        // Written already: only that somebody asked again is new, and memory knows that.
        if (!jobs.has(id)) await store.set(id, job);
        jobs.set(id, job);
        return job;
      }),
    renew(id) {
      if (jobs.has(id)) jobs.set(id, make(clock.now()));
    },
    end: (id, job) =>
      turns.run(id, async () => {
        if (jobs.get(id) === job) await drop(id);
      }),
    drop: (id) => turns.run(id, () => drop(id)),
  };
}
