import { TerminalError } from "../generation/errors.ts";
import type { Generation } from "../generation/generation.ts";
import type { Clock, Collection, Log } from "../generation/ports.ts";
import type { Spool } from "../generation/ports/files.ts";
import type { Bucket } from "./bucket.ts";
import type { Copies, CopyJob } from "../generation/copies.ts";
import type { Jobs } from "./jobs.ts";
import { belongsInArchive, isKept, keyOf } from "./what-is-kept.ts";

export interface DoJobTools {
  bucket: Bucket;
  jobs: Jobs;
  copies: Collection<Copies>;
  spool: Pick<Spool, "fetch" | "clear">;
  /** Finds a record wherever it is. */
  find: (id: string) => Promise<Generation | undefined>;
  /** Its files wait in an inbox. */
  isInInbox: (generationId: string) => boolean;
  clock: Clock;
  /** The time by which the bucket judges addresses: that of the wall. */
  wallNow: () => number;
  log: Log;
}

/** How long an address that the provider writes to is good for, in seconds. */
export const WRITABLE_FOR_S = 3 * 24 * 60 * 60;
/** A bucket that takes nothing for so long: files must not fill the disk for ever. */
export const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60_000;

/**
 * Does what is noted under an id. Whether a copy may be there is decided by the record as it is now,
 * and once more after it was written: a deletion in between always wins.
 * @throws {Error} to be repeated later
 */
export async function doJob(
  id: string,
  tools: DoJobTools,
): Promise<"done" | { againInMs: number }> {
  const { jobs, copies, find, clock, log } = tools;
  const job = jobs.get(id);
  if (job === undefined || job.todo === "expect") return "done";
  const generationId = id.slice(id.indexOf(":") + 1);
  const generation = await find(generationId);
  if (job.todo === "keep" && generation !== undefined && belongsInArchive(generation)) {
    if (clock.now() - job.since > GIVE_UP_AFTER_MS) {
      log.error({ generationId }, "a video could not be archived for days: it has no copy");
    } else {
      const objects = await upload(generation, job, tools);
      await copies.set(id, { objects, addressFrom: job.addressFrom });
      log.debug({ generationId, copies: objects.length }, "archived");
    }
    const after = await find(generationId);
    if (after !== undefined && belongsInArchive(after)) return ended(id, job, tools);
  }
  await removeAll(id, job.keys, tools);
  const lateMs = writableUntil(job) - tools.wallNow();
  return lateMs > 0 ? { againInMs: lateMs } : ended(id, job, tools);
}

async function ended(id: string, job: CopyJob, tools: DoJobTools): Promise<"done"> {
  const { jobs, spool, isInInbox } = tools;
  const generationId = id.slice(id.indexOf(":") + 1);
  const isOver = await jobs.end(id, job);
  // Only what is kept held on to the files; of anything else others decide.
  if (isOver && job.todo === "keep" && !isInInbox(generationId)) await spool.clear(generationId);
  return "done";
}

/** Removes the objects first: what says that they are there goes last. */
export async function removeAll(
  id: string,
  keys: readonly string[],
  { bucket, copies }: Pick<DoJobTools, "bucket" | "copies">,
): Promise<void> {
  for (const key of new Set([...keys, ...(await knownKeys(id, copies))])) await bucket.remove(key);
  await copies.delete(id);
}

async function knownKeys(id: string, copies: DoJobTools["copies"]): Promise<string[]> {
  try {
    return (await copies.get(id))?.objects.map(({ key }) => key) ?? [];
  } catch (error) {
    // Unreadable: out of the way with a word in the log, or nothing would ever be removed.
    if (!(await copies.setAside(id))) throw error;
    return [];
  }
}

async function upload(
  generation: Generation,
  job: CopyJob,
  { bucket, spool, log }: DoJobTools,
): Promise<Copies["objects"]> {
  const objects: Copies["objects"] = [];
  for (const [index, video] of generation.videos.entries()) {
    if (!isKept(video)) continue;
    const key = keyOf(generation, index);
    try {
      const file = await spool.fetch(generation.id, video);
      const isThere = job.addressFrom !== null && (await bucket.size(key)) === file.bytes;
      if (!isThere) await bucket.put(key, file);
    } catch (error) {
      if (!(error instanceof TerminalError)) throw error;
      log.error({ generationId: generation.id, error }, "a video is gone: it has no copy");
      continue;
    }
    objects.push({ videoUUID: video.videoUUID, key });
  }
  return objects;
}

/**
 * Until when the provider may still write there: it repeats what failed, perhaps after we removed
 * everything, so that is removed once more.
 */
const writableUntil = ({ addressFrom }: CopyJob): number =>
  addressFrom === null ? 0 : addressFrom + WRITABLE_FOR_S * 1000;
