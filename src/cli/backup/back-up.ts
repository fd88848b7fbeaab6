import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { lockStore } from "../../stores/lock.ts";
import { copyDown, filesBelow, flush } from "./copy-files.ts";
import {
  describeFile,
  KEPT_FOLDERS,
  KEY_COPY,
  MANIFEST,
  STORE_COPY,
  type Manifest,
} from "./manifest.ts";
import { checkStore, snapshotStore } from "./snapshot.ts";

/** Where the bot keeps what it knows. */
export interface Places {
  /** The SQLite file of STORE_URL. */
  storePath: string;
  dataDir: string;
}

/**
 * Copies everything a bot needs to go on elsewhere into a new folder: the records, the frames and
 * videos they speak of, and the key that they are sealed with. The bot may run meanwhile.
 * @returns what the folder holds
 * @throws {Error} with a sentence for the operator; the folder is not there then
 */
export async function backUp(
  { storePath, dataDir }: Places,
  folder: string,
  now: Date,
): Promise<Manifest> {
  if (!(await exists(storePath))) {
    throw new Error(`there is nothing to back up: ${storePath} does not exist`);
  }
  if (await exists(folder)) throw new Error(`${folder} exists already: name a new folder`);
  // Under another name until it is whole, so that half of one is never taken for a backup.
  const partial = `${folder}.part`;
  // Where none runs, none begins before this has ended.
  const unlock = await lockUnlessRunning(storePath);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    // Before and after the records: what they speak of was there at one of the two.
    await copyNew(dataDir, partial);
    const copy = path.join(partial, STORE_COPY);
    await snapshotStore(storePath, copy);
    await flush(copy, 0o600);
    await checkStore(copy);
    await copyNew(dataDir, partial);
    const manifest = await writeManifest(partial, { now, botRan: unlock === undefined });
    await rename(partial, folder);
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  } finally {
    await unlock?.();
  }
}

/** Undefined where a bot has the store. */
async function lockUnlessRunning(storePath: string): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockStore(storePath);
  } catch (error) {
    const { cause } = error as Error;
    if (cause instanceof Error && "code" in cause && cause.code === "SQLITE_BUSY") return undefined;
    throw error;
  }
}

/** Copies what is not in the backup yet. A file of ours never changes once it has its name. */
async function copyNew(dataDir: string, partial: string): Promise<void> {
  await copyDown(path.join(dataDir, KEY_COPY), path.join(partial, KEY_COPY));
  for (const kept of KEPT_FOLDERS) {
    const have = new Set(await filesBelow(path.join(partial, kept)));
    for (const name of await filesBelow(path.join(dataDir, kept))) {
      if (have.has(name)) continue;
      await copyDown(path.join(dataDir, kept, name), path.join(partial, kept, name));
    }
  }
}

async function writeManifest(
  partial: string,
  { now, botRan }: { now: Date; botRan: boolean },
): Promise<Manifest> {
  const files: Manifest["files"] = [];
  for (const name of (await filesBelow(partial)).toSorted()) {
    files.push(await describeFile(partial, name));
  }
  const manifest: Manifest = { format: 1, createdAt: now.toISOString(), botRan, files };
  const file = path.join(partial, MANIFEST);
  await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
  await flush(file, 0o600);
  return manifest;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    // Whatever is wrong with it shows where it is used.
    () => false,
  );
