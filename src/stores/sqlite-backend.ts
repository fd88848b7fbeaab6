import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { Mutex } from "async-mutex";
import { z } from "zod";
import type { Backend, Connection } from "./backend.ts";
import { connectKeyv } from "./keyv-connection.ts";
import { lockStore } from "./lock.ts";
import { SqliteAdapter } from "./sqlite-adapter.ts";

/** How long a statement waits for someone else's write (a backup, say) before it fails. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * FULL makes each commit wait for the disk; without it WAL may lose the last writes in a power
 * cut. fullfsync means something on macOS only, where fsync alone stops at the drive's cache.
 * secure_delete: what is deleted, a guild's data or a key, is not left to be read from free pages.
 */
const PRAGMAS = [
  "synchronous = FULL",
  "fullfsync = ON",
  "checkpoint_fullfsync = ON",
  "secure_delete = ON",
];

const JournalMode = z.tuple([z.object({ journal_mode: z.string() })]);

export interface SqliteBackend extends Backend {
  adapters: { hot: SqliteAdapter; cold: SqliteAdapter };
}

/**
 * Two connections on one file, so that long reads of the archive never stand before the next step
 * of a generation.
 * @throws {Error} with a sentence for the operator: held by another process, not to be opened
 */
export async function openSqliteBackend(
  path: string,
  options: { busyTimeoutMs?: number } = {},
): Promise<SqliteBackend> {
  const busyTimeoutMs = options.busyTimeoutMs ?? BUSY_TIMEOUT_MS;
  const unlock = await lockInFolder(path);
  const opened: SqliteAdapter[] = [];
  const open = async (): Promise<SqliteAdapter> => {
    const adapter = new SqliteAdapter(path, busyTimeoutMs);
    opened.push(adapter);
    await prepare(adapter);
    return adapter;
  };
  let hot: SqliteAdapter;
  let cold: SqliteAdapter;
  try {
    hot = await open();
    // Only now: the first makes the table and changes the journal mode, which must be alone.
    cold = await open();
  } catch (cause) {
    // What fails to close here failed to open: the cause says why.
    await Promise.allSettled([...opened.map((adapter) => adapter.close()), unlock()]);
    const why = cause instanceof Error ? cause.message : "unknown reason";
    throw new Error(`the store ${path} could not be opened: ${why}`, { cause });
  }

  const writeTurn = new Mutex();
  return {
    adapters: { hot, cold },
    connections: { hot: connect(hot, writeTurn), cold: connect(cold, writeTurn) },
    async close() {
      try {
        await hot.close();
        await cold.close();
      } finally {
        await unlock();
      }
    },
  };
}

async function lockInFolder(path: string): Promise<() => Promise<void>> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new Error(`the folder ${folder} for the store could not be made`, { cause });
  }
  return lockStore(path);
}

async function prepare(adapter: SqliteAdapter): Promise<void> {
  const [{ journal_mode: mode }] = JournalMode.parse(
    await adapter.query("PRAGMA journal_mode = WAL"),
  );
  // Some network file systems cannot; there, several processes' locks do not hold either.
  if (mode !== "wal") throw new Error(`its file system allows no write-ahead log (${mode})`);
  for (const pragma of PRAGMAS) await adapter.query(`PRAGMA ${pragma}`);
}

/**
 * Writes of both connections share one turn: SQLite's own wait for another connection's write is
 * a sleep of 1 to 100 ms in a thread, this one ends with the write.
 */
function connect(adapter: SqliteAdapter, writeTurn: Mutex): Connection {
  const connection = connectKeyv(adapter, {
    keys: (prefix) => adapter.keys(prefix),
    move: (from, to) => adapter.move(from, to),
  });
  return {
    ...connection,
    set: (key, text) => writeTurn.runExclusive(() => connection.set(key, text)),
    delete: (key) => writeTurn.runExclusive(() => connection.delete(key)),
    move: (from, to) => writeTurn.runExclusive(() => connection.move(from, to)),
  };
}
