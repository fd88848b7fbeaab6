import { isEnd, type Generation } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { letOthersGo } from "../let-others-go.ts";
import { framesOf, type Readable } from "./frames-in-use.ts";
import type { Leftovers } from "./leftovers.ts";

export interface RetentionTools {
  /** Undefined: everything is kept. */
  keptMs: number | undefined;
  archive: Readable;
  /** What some tasks cost is not known yet: those stay until it is. */
  lateCosts: { get(id: string): Promise<unknown> };
  erase: (generation: Generation) => Promise<void>;
  leftovers: Pick<Leftovers, "keep" | "begin">;
  clock: Clock;
  log: Pick<Log, "info" | "error">;
}

/** Deletes what ended too long ago. */
export interface Retention {
  begin(): void;
  /** Resolves when the look under way has stopped. */
  stop(): Promise<void>;
}

const HOUR_MS = 60 * 60_000;
const RECORDS_AT_ONCE = 100;

export function createRetention(tools: RetentionTools): Retention {
  const { keptMs, archive, lateCosts, erase, leftovers, clock, log } = tools;
  let stopped = false;
  let callOff: (() => void) | undefined;
  let looking: Promise<void> = Promise.resolve();

  async function look(maxAgeMs: number): Promise<void> {
    const before = clock.now() - maxAgeMs;
    let removed = 0;
    let batch: Generation[] = [];
    const eraseBatch = async (): Promise<void> => {
      const [first] = batch;
      if (first === undefined) return;
      // Messages stay where people posted and answered them; without a record they are only messages.
      const frames = [...new Set(batch.flatMap(framesOf))];
      if (frames.length > 0) await leftovers.keep(`old:${first.id}`, { messages: [], frames });
      for (const generation of batch) await erase(generation);
      removed += batch.length;
      batch = [];
      await letOthersGo();
    };
    try {
      for await (const row of archive.readAll()) {
        if (stopped) return;
        if ("broken" in row || !isOld(row.value, before)) continue;
        if ((await lateCosts.get(row.id)) === undefined) batch.push(row.value);
        if (batch.length === RECORDS_AT_ONCE) await eraseBatch();
      }
      await eraseBatch();
      if (removed > 0) log.info({ removed }, "generations older than RETENTION_DAYS are deleted");
    } catch (error) {
      log.error({ error }, "old generations are deleted later");
    }
    leftovers.begin();
  }

  function begin(): void {
    if (keptMs === undefined || stopped) return;
    looking = look(keptMs).finally(() => {
      if (!stopped) callOff = clock.after(HOUR_MS, begin);
    });
  }

  return {
    begin,
    async stop() {
      stopped = true;
      callOff?.();
      await looking;
    },
  };
}

const isOld = ({ state, endedAt, createdAt }: Generation, before: number): boolean =>
  isEnd(state) && (endedAt ?? createdAt) < before;
