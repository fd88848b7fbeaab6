import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

// A few hundred megabytes at most: a video has one to three.
const MAX_FILES = 150;
const ABANDONED_AFTER_MS = 3_600_000;

/** Removes the oldest kept videos, and parts that an interrupted rendering left behind. */
export async function pruneCache(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      // Another run may be tidying the same folder.
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
      return { path, mtimeMs, isWhole: /^[0-9a-f]{32}\.(?:mp4|webm|mov)$/.test(name) };
    }),
  );
  const newestFirst = files.filter(({ isWhole }) => isWhole).sort((a, b) => b.mtimeMs - a.mtimeMs);
  const old = Date.now() - ABANDONED_AFTER_MS;
  const abandoned = files.filter(({ path, mtimeMs }) => path.endsWith(".part") && mtimeMs < old);
  const gone = [...newestFirst.slice(MAX_FILES), ...abandoned];
  await Promise.all(gone.map(({ path }) => rm(path, { force: true })));
}
