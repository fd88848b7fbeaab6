import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import sqlite3 from "sqlite3";

/** A process that was just killed may still be on its way out. */
const LOCK_WAIT_MS = 1_000;

/**
 * Makes this process the only one on a SQLite store (rule 13): an open exclusive transaction on a
 * file beside it, which the system ends with the process, however that ends. A lease would keep a
 * bot that was killed from starting again.
 * @param path the store's own file; its folder must exist
 * @returns gives the store free
 * @throws {Error} with a sentence for the operator where another process has the store
 */
export async function lockStore(path: string): Promise<() => Promise<void>> {
  const lockPath = `${await resolveLinks(path)}.lock`;
  const database = await open(lockPath);
  try {
    database.configure("busyTimeout", LOCK_WAIT_MS);
    await call((done) => database.run("BEGIN EXCLUSIVE", done));
  } catch (cause) {
    await call((done) => database.close(done));
    if (cause instanceof Error && "code" in cause && cause.code === "SQLITE_BUSY") {
      throw new Error(
        `another process uses the store ${path}: only one bot may run on it, stop the other first`,
        { cause },
      );
    }
    throw new Error(`the store ${path} could not be locked by ${lockPath}`, { cause });
  }
  return () => call((done) => database.close(done));
}

async function open(path: string): Promise<sqlite3.Database> {
  let database: sqlite3.Database | undefined;
  try {
    await call((done) => {
      database = new sqlite3.Database(path, done);
    });
  } catch (cause) {
    throw new Error(`the lock file ${path} could not be opened`, { cause });
  }
  if (database === undefined) throw new Error(`the lock file ${path} was not opened`);
  return database;
}

function call(start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/** Two names of one file must meet at one lock. */
async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing) throw new Error(`${path} could not be looked up`, { cause: error });
    // Not made yet: its folder is there.
    return join(await realpath(dirname(path)), basename(path));
  }
}
