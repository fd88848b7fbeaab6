import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Mutex } from "async-mutex";
import { codeOf, isMissing } from "./disk.ts";

export interface FrameSweep {
  dir: string;
  incoming: string;
  /** Hashes of frames that stay whatever their age. */
  kept: ReadonlySet<string>;
  removal: Mutex;
  /** Milliseconds since 1970. */
  unusedSinceMs: number;
}

/** Longer than any download may take: what is older was left by a crash. */
const INCOMING_MAX_AGE_MS = 60 * 60_000;

export async function sweepFrames(sweep: FrameSweep): Promise<void> {
  const { dir, incoming, kept, removal, unusedSinceMs } = sweep;
  for (const folder of await namesIn(dir)) {
    const isIncoming = path.join(dir, folder) === incoming;
    // Files under way carry the system's time, whatever clock the frames go by.
    const olderThan = isIncoming ? Date.now() - INCOMING_MAX_AGE_MS : unusedSinceMs;
    for (const name of await namesIn(path.join(dir, folder))) {
      const hash = path.parse(name).name;
      if (!kept.has(hash)) {
        const file = path.join(dir, folder, name);
        await removal.runExclusive(() => removeIfOld(file, olderThan));
      }
    }
  }
}

async function removeIfOld(file: string, olderThan: number): Promise<void> {
  try {
    const { mtimeMs } = await stat(file);
    if (mtimeMs < olderThan) await rm(file, { force: true });
  } catch (error) {
    // A download that just ended has taken its file away.
    if (!isMissing(error)) throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // ENOTDIR: a file of somebody else's, such as a desktop's own notes.
    if (isMissing(error) || codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}
