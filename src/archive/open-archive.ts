import { isEnd, type Generation } from "../generation/generation.ts";
import type { Collection } from "../generation/ports.ts";
import type { Archive } from "../generation/ports/sharing.ts";
import { doJob, removeAll, WRITABLE_FOR_S, type DoJobTools } from "./do-job.ts";
import type { Copies, CopyJob } from "../generation/copies.ts";
import { openJobs } from "./jobs.ts";
import { belongsInArchive, copyId, keyOf, keysOf, ownerOf } from "./what-is-kept.ts";
import { createWorkOff } from "../generation/work-off.ts";

export interface ArchiveTools extends Omit<DoJobTools, "jobs"> {
  jobStore: Collection<CopyJob>;
  /** Every id that there are copies under. */
  copyIds: () => Promise<string[]>;
  /** Where people may read the objects, without a slash at the end; null: at signed addresses. */
  publicUrl: string | null;
  random: () => number;
}

/** A copy that can be watched. */
export interface CopyAddress {
  videoUUID: string;
  url: string;
}

export interface OpenArchive extends Archive {
  /** Where the copies of a generation can be watched now; none where there are none. */
  addressesOf(generation: Generation): Promise<CopyAddress[]>;
  /** Removes every copy of a guild, in steps that may run again. How many generations had some. */
  purge(guildId: string, goOn: () => boolean): Promise<number>;
  /** Goes on with what an earlier process left. */
  begin(): void;
  stop(): Promise<void>;
}

/** As long as Discord's own addresses live: a page is looked at for a while. */
const READABLE_FOR_S = 24 * 60 * 60;

/**
 * The operator's copies. Nobody waits for the bucket: what is to be done is written down, then done
 * beside everything else, and repeated until it is.
 * @throws {Error} the store cannot be read
 */
export async function openArchive(tools: ArchiveTools): Promise<OpenArchive> {
  const { bucket, copies, copyIds, publicUrl, clock, wallNow, log } = tools;
  const jobs = await openJobs(tools.jobStore, log);
  const all = { ...tools, jobs };
  const line = createWorkOff({
    ...tools,
    work: (id) => doJob(id, all),
    onFault: (id, error, waitMs) =>
      log.warn(
        { ...ownerOf(id), waitMs, error },
        "the archive bucket did not do it; tried again later",
      ),
  });

  async function order(
    generation: Generation,
    todo: "keep" | "remove",
    addressFrom: number | null = null,
  ): Promise<void> {
    const id = copyId(generation);
    await jobs.change(id, (current) => ({
      todo,
      since: clock.now(),
      addressFrom: current?.addressFrom ?? addressFrom,
      keys: keysOf(generation),
    }));
    line.now(id);
  }

  /** A page is shown without what cannot be read. */
  async function objectsOf(generation: Generation): Promise<Copies["objects"]> {
    try {
      return (await copies.get(copyId(generation)))?.objects ?? [];
    } catch (error) {
      log.error({ generationId: generation.id, error }, "what is archived cannot be read");
      return [];
    }
  }

  return {
    async uploadAddress(generation) {
      const id = copyId(generation);
      const key = keyOf(generation, 0);
      await jobs.change(id, (current) =>
        current?.addressFrom == null
          ? { todo: "expect", since: clock.now(), addressFrom: wallNow(), keys: [key] }
          : undefined,
      );
      const from = jobs.get(id)?.addressFrom ?? wallNow();
      return bucket.sign("PUT", key, from, WRITABLE_FOR_S);
    },
    async settle(generation) {
      const id = copyId(generation);
      if (belongsInArchive(generation)) {
        // Run again after a crash: what is there is there.
        const isThere = jobs.get(id) === undefined && (await copies.get(id)) !== undefined;
        if (!isThere) await order(generation, "keep");
      } else if (jobs.get(id) !== undefined) await order(generation, "remove");
    },
    async removed(generation) {
      // Before its end nothing is there but what the provider wrote, which goes at its end.
      if (!isEnd(generation.state)) return;
      const id = copyId(generation);
      const kept = await copies.get(id);
      if (kept === undefined && jobs.get(id) === undefined) return;
      await order(generation, "remove", kept?.addressFrom);
    },
    isBusy: (generation) => jobs.get(copyId(generation))?.todo === "keep",
    keptIds() {
      const kept = [...jobs.all()].filter(([, { todo }]) => todo === "keep");
      return new Set(kept.map(([id]) => id.slice(id.indexOf(":") + 1)));
    },
    async addressesOf(generation) {
      if (!belongsInArchive(generation)) return [];
      const objects = await objectsOf(generation);
      return Promise.all(
        objects.map(async ({ videoUUID, key }) => ({
          videoUUID,
          url:
            publicUrl === null
              ? await bucket.sign("GET", key, wallNow(), READABLE_FOR_S)
              : `${publicUrl}/${key}`,
        })),
      );
    },
    async purge(guildId, goOn) {
      const own = [...(await copyIds()), ...[...jobs.all()].map(([id]) => id)];
      let removed = 0;
      for (const id of new Set(own.filter((one) => one.startsWith(`${guildId}:`)))) {
        if (!goOn()) return removed;
        const job = jobs.get(id);
        await removeAll(id, job?.keys ?? [], tools);
        if (job !== undefined) await jobs.end(id, job);
        removed += 1;
      }
      return removed;
    },
    begin() {
      for (const [id] of jobs.all()) line.now(id);
    },
    async stop() {
      await line.stop();
      await bucket.close();
    },
  };
}
