import type { Connection } from "./backend.ts";
import { TABLE, type SqliteAdapter } from "./sqlite-adapter.ts";

export type Writes = Pick<Connection, "set" | "delete" | "move">;

/** A commit of more would keep the ones after it waiting for longer than the disk does. */
const WRITES_AT_ONCE = 200;

type Write =
  | { kind: "set"; key: string; text: string }
  | { kind: "delete"; key: string }
  | { kind: "move"; from: string; to: string };

interface Pending {
  write: Write;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Writes that come while the disk is busy are committed together, in the order they came: a commit
 * waits for the disk once, however much is in it, and at a hundred requests a second one commit for
 * each would be more than most disks can do. Each write resolves once its commit is on the disk.
 */
export function createGroupWrites(adapter: Pick<SqliteAdapter, "query">): Writes {
  let waiting: Pending[] = [];
  let isBusy = false;

  const add = (write: Write): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ write, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      // Whatever else is written in this very moment comes along.
      queueMicrotask(() => void workOff());
    });

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      const group = nextGroup(waiting);
      waiting = waiting.slice(group.length);
      await commit(group);
    }
    isBusy = false;
  }

  async function commit(group: readonly Pending[]): Promise<void> {
    try {
      await write(adapter, group);
      for (const { resolve } of group) resolve();
    } catch (error) {
      // It waited its time for all of them: for each again would be minutes.
      if (group.length === 1 || isHeldByOther(error)) for (const { reject } of group) reject(error);
      // Each alone: one that cannot be written does not fail its neighbours.
      else for (const pending of group) await commit([pending]);
    }
  }

  return {
    set: (key, text) => add({ kind: "set", key, text }),
    delete: (key) => add({ kind: "delete", key }),
    move: (from, to) => add({ kind: "move", from, to }),
  };
}

const isHeldByOther = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";

/** A move reads what the writes before it left: it goes alone. */
function nextGroup(waiting: readonly Pending[]): Pending[] {
  const move = waiting.findIndex(({ write }) => write.kind === "move");
  const end = move === -1 ? WRITES_AT_ONCE : Math.min(WRITES_AT_ONCE, Math.max(1, move));
  return waiting.slice(0, end);
}

async function write(
  { query }: Pick<SqliteAdapter, "query">,
  group: readonly Pending[],
): Promise<void> {
  const texts = new Map<string, string>();
  const gone = new Set<string>();
  for (const { write } of group) {
    if (write.kind === "move") {
      // In one statement, so that bytes which are no valid text survive as they are.
      await query(`UPDATE OR REPLACE ${TABLE} SET key = ? WHERE key = ?`, write.to, write.from);
      return;
    }
    // Of several to one key the last one stands.
    if (write.kind === "set") {
      texts.set(write.key, write.text);
      gone.delete(write.key);
    } else {
      texts.delete(write.key);
      gone.add(write.key);
    }
  }
  const put = (): Promise<unknown> => query(putSql(texts.size), ...[...texts].flat());
  const drop = (): Promise<unknown> => query(DROP_SQL, JSON.stringify([...gone]));
  if (gone.size === 0) await put();
  else if (texts.size === 0) await drop();
  else await together(query, [put, drop]);
}

const putSql = (rows: number): string =>
  `INSERT INTO ${TABLE} (key, value) VALUES ${Array.from({ length: rows }, () => "(?, ?)").join(", ")}
   ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

const DROP_SQL = `DELETE FROM ${TABLE} WHERE key IN (SELECT value FROM json_each(?))`;

async function together(
  query: SqliteAdapter["query"],
  acts: readonly (() => Promise<unknown>)[],
): Promise<void> {
  await query("BEGIN IMMEDIATE");
  try {
    for (const act of acts) await act();
    await query("COMMIT");
  } catch (error) {
    // SQLite has rolled back by itself where the disk failed, and then says that there is nothing to.
    await query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
