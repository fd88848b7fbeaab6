import sqlite3 from "sqlite3";
import { z } from "zod";

/** The bot's own writes never wait for a reader, but changing the schema at a first start does. */
const BUSY_MS = 10_000;

const CheckSchema = z.array(z.object({ integrity_check: z.string() }));

/**
 * Writes a copy of the store as it is at one moment, whole and without free pages, while the bot goes
 * on: a reader of a write-ahead log holds up no writer. Takes no lock of its own (rule 13 is about
 * bots, not readers). Source: SQLite's documentation, "VACUUM INTO".
 */
export async function snapshotStore(storePath: string, target: string): Promise<void> {
  await withDatabase(storePath, sqlite3.OPEN_READWRITE, (run) => run("VACUUM INTO ?", [target]));
}

/** @throws {Error} with a sentence: the file is no whole database */
export async function checkStore(file: string): Promise<void> {
  const rows = await withDatabase(file, sqlite3.OPEN_READONLY, (run) =>
    run("PRAGMA integrity_check", []),
  ).catch((cause: unknown) => {
    throw new Error(`${file} is no database that can be read`, { cause });
  });
  const found = CheckSchema.parse(rows).map((row) => row.integrity_check);
  if (found.join() !== "ok") throw new Error(`${file} is damaged: ${found[0] ?? "unknown"}`);
}

type Run = (sql: string, values: string[]) => Promise<unknown[]>;

async function withDatabase<T>(
  file: string,
  mode: number,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(file, mode, (error) =>
      error === null ? resolve(opened) : reject(error),
    );
  });
  database.configure("busyTimeout", BUSY_MS);
  try {
    return await work(
      (sql, values) =>
        new Promise((resolve, reject) => {
          database.all(sql, values, (error: Error | null, rows: unknown[]) =>
            error === null ? resolve(rows) : reject(error),
          );
        }),
    );
  } finally {
    await new Promise<void>((resolve, reject) => {
      database.close((error) => (error === null ? resolve() : reject(error)));
    });
  }
}
