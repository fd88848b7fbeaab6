import { constants } from "node:fs";
import { copyFile, mkdir, open, readdir } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../media/disk.ts";

/** Where a file system can, a copy shares its bytes with the original until one of them changes. */
const COPY = constants.COPYFILE_FICLONE;
/** What the bot has not finished writing. */
const HALF_WRITTEN = /\.part$|^\.part-/;

/** The files below a folder, as paths with slashes; none where there is no such folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !HALF_WRITTEN.test(entry.name))
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .map((name) => name.split(path.sep).join("/"));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Copies a file and waits for the disk; false where it is not there (any more). */
export async function copyDown(source: string, target: string, mode = 0o600): Promise<boolean> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  try {
    await copyFile(source, target, COPY);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  await flush(target, mode);
  return true;
}

/** Waits until a file's bytes are on the disk, and lets its owner alone read it. */
export async function flush(file: string, mode: number): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
