import { mkdir, copyFile, readdir } from "node:fs/promises";
import path from "node:path";
import sqlite3 from "sqlite3";
import { expect } from "vitest";
import type { RunwareTask } from "../../playground/runware/tasks.ts";
import type { Generation, Video } from "../../src/generation/generation.ts";
import { openCollections } from "../../src/stores/collections.ts";
import { openStore } from "../../src/stores/open-store.ts";
import { ask, type AskOptions, type Asked } from "./asking.ts";
import type { Stage } from "./stage.ts";

type Collections = ReturnType<typeof openCollections>;

/** Looks into the store, or writes into it, while no bot has it. */
export async function withStore<T>(
  { config }: Stage,
  act: (collections: Collections) => Promise<T>,
): Promise<T> {
  const store = await openStore(config.storeUrl);
  try {
    return await act(openCollections(store));
  } finally {
    await store.close();
  }
}

/** A generation that a dead process left in the middle of its life. */
export interface Left {
  readonly asked: Asked;
  readonly task: RunwareTask;
  /** As the process left it: rendering. */
  readonly record: Generation;
}

/**
 * A real request with its card and its task, whose process has ended; the record is the test's to
 * rewrite with `leave` before the bot starts again. The stage must hold its tasks (`manual`).
 */
export async function leftRendering(
  stage: Stage,
  given: Readonly<Record<string, unknown>> = {},
  options: AskOptions = {},
): Promise<Left> {
  const asked = await ask(stage, given, options);
  const task = await asked.rendering();
  await stage.stopBot();
  const record = await withStore(stage, ({ unfinished }) => unfinished.get(asked.id));
  if (record === undefined) throw new Error("the process left no record");
  return { asked, task, record };
}

/** Writes the record as a process that died at another moment would have left it. */
export const leave = (stage: Stage, record: Generation): Promise<void> =>
  withStore(stage, ({ unfinished }) => unfinished.set(record.id, record));

/** Waits until the bot has nothing unfinished left, reading beside it as SQLite allows. */
export async function allArchived(stage: Stage): Promise<void> {
  const sql = "SELECT key FROM keyv WHERE key LIKE 'unfinished:%'";
  await expect.poll(() => runSql(stage, sql), { timeout: 15_000, interval: 100 }).toEqual([]);
}

/** Where a record is now; stops the bot first. */
export async function stored(
  stage: Stage,
  id: string,
): Promise<{ unfinished: Generation | undefined; archive: Generation | undefined }> {
  await stage.stopBot();
  return withStore(stage, async ({ unfinished, archive }) => ({
    unfinished: await unfinished.get(id),
    archive: await archive.get(id),
  }));
}

/** The finished videos of a task as a record holds them. */
export const videosIn = (task: RunwareTask): Video[] =>
  task.results.map(({ videoUUID, videoURL, seed, cost, nsfw }) => ({
    videoUUID,
    url: videoURL ?? "",
    seed,
    costMicroUsd: Math.round(cost * 1e6),
    flagged: nsfw,
    review: null,
    posted: null,
  }));

/** Puts the files of a finished task where the spool keeps them. */
export async function spool({ dataDir }: Stage, id: string, task: RunwareTask): Promise<void> {
  const folder = spoolFolder({ dataDir }, id);
  await mkdir(folder, { recursive: true });
  for (const { path: file, videoUUID } of task.results) {
    await copyFile(file ?? "", path.join(folder, `${videoUUID}.mp4`));
  }
}

export const spoolFolder = ({ dataDir }: Pick<Stage, "dataDir">, id: string): string =>
  path.join(dataDir, "spool", id);

/** The generations that have files in the spool. */
export const spooledIds = ({ dataDir }: Stage): Promise<string[]> =>
  readdir(path.join(dataDir, "spool"));

/** Runs one statement on the store's own file: for bytes that the stores would never write. */
export async function runSql(
  { dataDir }: Pick<Stage, "dataDir">,
  sql: string,
  ...given: string[]
): Promise<unknown[]> {
  const file = path.join(dataDir, "flipbook.sqlite");
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file);
    database.all(sql, given, (error: Error | null, rows: unknown[]) => {
      database.close((closing) => {
        const problem = error ?? closing;
        if (problem) reject(problem);
        else resolve(rows);
      });
    });
  });
}
