import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { Backend, Connection } from "./backend.ts";
import { createGroupReads } from "./group-reads.ts";
import { createGroupWrites, type Writes } from "./group-writes.ts";
import { connectKeyv } from "./keyv-connection.ts";
import { lockStore } from "./lock.ts";
import { rememberTexts } from "./remember-texts.ts";
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
  adapters: Record<AdapterName, SqliteAdapter>;
}

/** Single records are read by hot, lists by cold, and only writer writes. */
type AdapterName = "hot" | "cold" | "writer";

/** Enough for whatever is at a change of state, and a few megabytes at the most. */
const TEXTS_REMEMBERED = 500;
/** Most members have no defaults and no strikes, and each of their requests asks for them. */
const ABSENT_REMEMBERED = 5_000;

/**
 * Three connections on one file, so that neither a long list from the archive nor a wait for the disk
 * ever stands before the next look at a record.
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
  let adapters: SqliteBackend["adapters"];
  try {
    // The first makes the table and changes the journal mode, which must be alone.
    const writer = await open();
    const [hot, cold] = await Promise.all([open(), open()]);
    adapters = { hot, cold, writer };
  } catch (cause) {
    // What fails to close here failed to open: the cause says why.
    await Promise.allSettled([...opened.map((adapter) => adapter.close()), unlock()]);
    const why = cause instanceof Error ? cause.message : "unknown reason";
    throw new Error(`the store ${path} could not be opened: ${why}`, { cause });
  }

  return {
    adapters,
    connections: connect(adapters),
    async close() {
      try {
        for (const adapter of Object.values(adapters)) await adapter.close();
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
 * All writes go by one connection: SQLite's own wait for another connection's write is a sleep of 1
 * to 100 ms in a thread. Lists and single records are read beside it.
 */
function connect({ hot, cold, writer }: SqliteBackend["adapters"]): Backend["connections"] {
  const get = createGroupReads(hot);
  const writes = createGroupWrites(writer);
  const over = (single: Pick<Connection, "get"> & Writes): Connection => ({
    ...connectKeyv(cold, { keys: (prefix) => cold.keys(prefix), move: single.move }),
    ...single,
  });
  return {
    hot: over(rememberTexts({ get, ...writes }, TEXTS_REMEMBERED)),
    cold: over(rememberTexts({ get, ...writes }, ABSENT_REMEMBERED, "absent")),
  };
}
