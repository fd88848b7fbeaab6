import { access, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../media/disk.ts";
import { lockStore } from "../../stores/lock.ts";
import type { Places } from "./back-up.ts";
import { copyDown, filesBelow } from "./copy-files.ts";
import { doubtQueued } from "./doubt-queued.ts";
import {
  describeFile,
  KEPT_FOLDERS,
  KEY_COPY,
  readManifest,
  STORE_COPY,
  type Manifest,
} from "./manifest.ts";
import { checkStore } from "./snapshot.ts";

/** SQLite's own files beside a store: with another store they would be its end. */
const BESIDE_A_STORE = ["", "-wal", "-shm"];

/**
 * Puts a backup in the place of what the bot keeps, after every byte of it was checked. What was there
 * is set aside, never deleted.
 * @returns what was restored, and where that was put which it replaced
 * @throws {Error} with a sentence for the operator; until all is checked, nothing was touched
 */
export async function restore(
  places: Places,
  folder: string,
  options: { replace: boolean; now: Date },
): Promise<{ manifest: Manifest; setAside: string[] }> {
  const { storePath, dataDir } = places;
  const manifest = await readManifest(folder);
  await mkdir(dataDir, { recursive: true });
  await mkdir(path.dirname(storePath), { recursive: true });
  // Held to the end: no bot may begin in the middle.
  const unlock = await lockStore(storePath);
  try {
    const inTheWay = await findKept(places);
    if (inTheWay.length > 0 && !options.replace) {
      throw new Error(
        `there is something already: ${inTheWay.join(", ")}. To put the backup in its place, add --replace`,
      );
    }
    const staging = path.join(dataDir, "restoring");
    const staged = `${storePath}.restoring`;
    try {
      await stage(folder, manifest, staging, staged);
      // In the place of the bot it was made of, that one has most likely gone on since.
      if (manifest.botRan || inTheWay.includes(storePath)) {
        await doubtQueued(staged, Date.parse(manifest.createdAt));
      }
      const stamp = options.now.toISOString().replaceAll(/[:.]/g, "-");
      const setAside = await moveAside(inTheWay, storePath, stamp);
      for (const name of [KEY_COPY, ...KEPT_FOLDERS]) {
        await renameIfThere(path.join(staging, name), path.join(dataDir, name));
      }
      // The store last: without it nothing else means anything.
      await rename(staged, storePath);
      return { manifest, setAside };
    } finally {
      await rm(staging, { recursive: true, force: true });
      for (const suffix of [...BESIDE_A_STORE, ".lock"]) {
        await rm(`${staged}${suffix}`, { force: true });
      }
    }
  } finally {
    await unlock();
  }
}

/** Everything that a backup would replace. */
async function findKept({ storePath, dataDir }: Places): Promise<string[]> {
  const files = [
    ...BESIDE_A_STORE.map((suffix) => `${storePath}${suffix}`),
    path.join(dataDir, KEY_COPY),
  ];
  const found: string[] = [];
  for (const file of files) if (await isThere(file)) found.push(file);
  for (const name of KEPT_FOLDERS) {
    const kept = path.join(dataDir, name);
    if ((await filesBelow(kept)).length > 0) found.push(kept);
  }
  return found;
}

/** Copies first and checks the copies: a disk that lies is found out while nothing was touched. */
async function stage(
  folder: string,
  manifest: Manifest,
  staging: string,
  stagedStore: string,
): Promise<void> {
  await rm(staging, { recursive: true, force: true });
  for (const file of manifest.files) {
    const target = file.path === STORE_COPY ? stagedStore : path.join(staging, file.path);
    const isCopied = await copyDown(path.join(folder, file.path), target);
    if (!isCopied) throw new Error(`the backup is not whole: ${file.path} is missing`);
    const { sha256 } = await describeFile(path.dirname(target), path.basename(target));
    if (sha256 !== file.sha256) throw new Error(`the backup is damaged: ${file.path} has changed`);
  }
  await checkStore(stagedStore);
}

async function moveAside(
  files: readonly string[],
  storePath: string,
  stamp: string,
): Promise<string[]> {
  const setAside: string[] = [];
  for (const file of files) {
    // SQLite finds the two files beside a store by its name.
    const beside = /-(?:wal|shm)$/.exec(file)?.[0] ?? "";
    const aside = `${beside === "" ? file : storePath}.replaced-${stamp}${beside}`;
    await rename(file, aside);
    setAside.push(aside);
  }
  return setAside;
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    // An empty folder may be in its place.
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
