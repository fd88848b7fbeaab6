import { access, mkdir, rm } from "node:fs/promises";
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
import { moveAll, type Move } from "./move-all.ts";
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
      const aside = asideOf(inTheWay, storePath, stamp);
      await moveAll([
        ...aside,
        ...(await thoseThere(
          [KEY_COPY, ...KEPT_FOLDERS].map((name) => ({
            from: path.join(staging, name),
            to: path.join(dataDir, name),
          })),
        )),
        // The store last: without it nothing else means anything.
        { from: staged, to: storePath },
      ]);
      return { manifest, setAside: aside.map(({ to }) => to) };
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

const asideOf = (files: readonly string[], storePath: string, stamp: string): Move[] =>
  files.map((from) => {
    // SQLite finds the two files beside a store by its name.
    const beside = /-(?:wal|shm)$/.exec(from)?.[0] ?? "";
    return { from, to: `${beside === "" ? from : storePath}.replaced-${stamp}${beside}` };
  });

async function thoseThere(moves: readonly Move[]): Promise<Move[]> {
  const found: Move[] = [];
  for (const move of moves) if (await isThere(move.from)) found.push(move);
  return found;
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
