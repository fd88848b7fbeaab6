import { KeyvSqlite } from "@keyv/sqlite";
import { Mutex } from "async-mutex";
import { z } from "zod";

export const TABLE = "keyv";
/** Keys a page: short enough that a listing never keeps a write waiting for long. */
const KEYS_PER_PAGE = 5_000;

const TextRows = z.array(z.object({ key: z.string(), text: z.string() }));
const KeyRows = z.array(z.object({ key: z.string() }));

/** Anything that was put into the value column reads as text: Keyv takes a blob for a missing row. */
const SELECT_TEXT = `SELECT key, COALESCE(CAST(value AS TEXT), '') AS text FROM ${TABLE}`;

/**
 * One SQLite connection. Its statements run one after another: SQLite would let them wait for each
 * other anyway, but inside libuv's four threads, where file access and name lookups then wait
 * behind them (a `stat` took 75 ms during a burst of writes, and 0.1 ms this way).
 */
export class SqliteAdapter extends KeyvSqlite {
  constructor(path: string, busyTimeoutMs: number) {
    super({
      uri: `sqlite://${path}`,
      busyTimeout: busyTimeoutMs,
      table: TABLE,
      iterationLimit: 1_000,
    });
    const turn = new Mutex();
    const query = this.query;
    this.query = (sql, ...parameters) => turn.runExclusive(() => query(sql, ...parameters));
  }

  override async get<Value>(key: string): Promise<Value | undefined> {
    const [row] = TextRows.parse(await this.query(`${SELECT_TEXT} WHERE key = ?`, key));
    return row?.text as Value | undefined;
  }

  override async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    const rows = TextRows.parse(
      await this.query(
        `${SELECT_TEXT} WHERE key IN (SELECT value FROM json_each(?))`,
        JSON.stringify(keys),
      ),
    );
    const texts = new Map(rows.map((row) => [row.key, row.text]));
    return keys.map((key) => texts.get(key) as Value | undefined);
  }

  /** Pages by the last key seen, not by offset: rows deleted meanwhile shift nothing. */
  async keys(prefix: string): Promise<string[]> {
    const end = `${prefix}\u{10ffff}`;
    const found: string[] = [];
    for (;;) {
      const page = KeyRows.parse(
        await this.query(
          `SELECT key FROM ${TABLE} WHERE key > ? AND key < ? ORDER BY key LIMIT ?`,
          found.at(-1) ?? prefix,
          end,
          KEYS_PER_PAGE,
        ),
      );
      found.push(...page.map((row) => row.key));
      if (page.length < KEYS_PER_PAGE) return found;
    }
  }
}
