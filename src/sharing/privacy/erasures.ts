import { z } from "zod";
import type { Clock, Collection, Log } from "../../generation/ports.ts";
import type { Erasure } from "./erase-member.ts";

export const ErasureSchema = z.object({ memberId: z.string(), since: z.int() });

/** Deletions that members asked for, until they are done: a crash ends none of them. */
export interface Erasures {
  /** Written down when this resolves; goes on by itself. @param id of the interaction that asked */
  request(id: string, memberId: string): Promise<void>;
  /** Takes up what was not done when the process ended. */
  begin(): Promise<void>;
  /** Resolves when the pass under way has stopped. */
  stop(): Promise<void>;
}

export interface ErasureTools {
  store: Collection<Erasure>;
  /** One pass; false where another is needed. */
  erase: (id: string, erasure: Erasure, goOn: () => boolean) => Promise<boolean>;
  /** After each pass: what it left can go. */
  onPass: () => void;
  clock: Clock;
  log: Log;
}

/** What is under way ends by itself; looked at so often. */
const AGAIN_MS = 5000;

export function createErasures({ store, erase, onPass, clock, log }: ErasureTools): Erasures {
  const callOffs = new Map<string, () => void>();
  let stopped = false;
  // One after another: each reads the whole archive.
  let tail: Promise<void> = Promise.resolve();

  function start(id: string, erasure: Erasure): void {
    callOffs.delete(id);
    tail = tail.then(() => pass(id, erasure));
  }

  /** Never rejects. */
  async function pass(id: string, erasure: Erasure): Promise<void> {
    if (stopped) return;
    try {
      const isDone = await erase(id, erasure, () => !stopped);
      onPass();
      if (isDone) {
        await store.delete(id);
        log.info({ erasure: id }, "the data of a member is deleted");
        return;
      }
    } catch (error) {
      log.error({ erasure: id, error }, "the data of a member is not deleted yet; tried again");
    }
    if (!stopped)
      callOffs.set(
        id,
        clock.after(AGAIN_MS, () => start(id, erasure)),
      );
  }

  return {
    async request(id, memberId) {
      const erasure = { memberId, since: clock.now() };
      await store.set(id, erasure);
      start(id, erasure);
    },
    async begin() {
      for await (const row of store.readAll()) {
        if ("value" in row) start(row.id, row.value);
        else log.error({ erasure: row.id, error: row.broken }, "a deletion cannot be read");
      }
    },
    async stop() {
      stopped = true;
      for (const callOff of callOffs.values()) callOff();
      await tail;
    },
  };
}
