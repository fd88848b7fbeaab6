import { open, readdir, rename, rm, statfs } from "node:fs/promises";
import path from "node:path";
import { RetryableError } from "../generation/errors.ts";

/** Left free for the store, which must go on writing when the spool no longer can. */
export const MIN_FREE_BYTES = 256 * 1024 * 1024;

/** Bytes a folder's disk still takes from a process that is not root. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws {RetryableError} the disk is nearly full; nothing was written */
export async function requireFreeSpace(folder: string, minFreeBytes: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free < minFreeBytes) {
    throw new RetryableError(`disk nearly full: ${free} bytes free, ${minFreeBytes} wanted`);
  }
}

/**
 * Gives a finished file its name: whoever finds the name finds all of its bytes, after a power
 * loss too. The bytes go down first, then the name, then the folder that holds the name.
 */
export async function publish(part: string, target: string): Promise<void> {
  // Windows flushes only what is open for writing.
  await sync(part, "r+");
  await rename(part, target);
  try {
    await sync(path.dirname(target), "r");
  } catch (error) {
    // Windows opens no folder (EPERM, EISDIR, EACCES), some network disks sync none (EINVAL).
    if (!["EPERM", "EISDIR", "EACCES", "EINVAL"].includes(codeOf(error) ?? "")) throw error;
  }
}

async function sync(file: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Removes what a failed step leaves. No failing disk is reported: the error that led here is the one to be seen,
 * and the sweep at the next start removes what stays.
 */
export async function discard(file: string): Promise<void> {
  await rm(file, { recursive: true, force: true }).catch((error: unknown) => {
    if (codeOf(error) === undefined) throw error;
  });
}

/** The system's code of a failed file operation, as in "ENOENT". */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

export const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT";

/** What is in a folder; nothing where it was removed, or never made. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
