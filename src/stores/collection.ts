import { createHash } from "node:crypto";
import type { Collection, Log } from "../generation/ports.ts";
import type { Connection } from "./backend.ts";
import { BrokenRecordError, NewerRecordError } from "./errors.ts";
import type { Gate } from "./gate.ts";
import { createKeyTurns } from "../generation/key-turns.ts";
import { IDS_AT_ONCE, readRecords, type Entry, type Wanted } from "./read-records.ts";
import { readRecord, writeRecord, type RecordShape } from "./record-text.ts";

/** Keys are VARCHAR(255) in some backends; names and the mark of broken records need their part. */
const LONGEST_ID = 160;
/** Where records go that cannot be read; no collection may be called so. */
export const BROKEN = "broken";

export interface StoredCollection<T> extends Collection<T> {
  /** Every id, and nothing of what is under it. */
  ids(): Promise<string[]>;
  /** What is there of `ids`, in their order, the missing left out, the unreadable apart. */
  getMany(ids: readonly string[]): Promise<Entry<T>[]>;
  /**
   * Takes an unreadable record out of the collection and keeps its bytes under a key of their own.
   * Leaves a readable one alone, and one that a newer release wrote: that release will want it.
   * @returns whether it was moved
   * @throws {Error} where the store cannot even move it
   */
  setAside(id: string): Promise<boolean>;
  /** Removes a record, readable or not, whose stored text fits. Returns whether it did. */
  deleteIf(id: string, fits: (text: string) => boolean): Promise<boolean>;
  /**
   * Removes for good what was set aside and fits, by its id and by what can be read of its bytes.
   * @returns how many
   */
  dropAside(fits: (id: string, text: string) => boolean): Promise<number>;
}

export interface CollectionParts<T> {
  name: string;
  shape: RecordShape<T>;
  connection: Connection;
  /** Counts what is under way, so that closing the store waits for it. */
  gate: Gate;
  log: Log;
}

/**
 * Typed records in one key space. Everything is checked when it is read and before it is written.
 * Reads of one record do not wait for its changes: they see it before or after, never between.
 */
export function createCollection<T>(parts: CollectionParts<T>): StoredCollection<T> {
  const { name, shape, connection, gate, log } = parts;
  const turns = createKeyTurns();
  const prefix = `${name}:`;
  const inTurn = <R>(id: string, act: (key: string, label: string) => Promise<R>): Promise<R> =>
    gate.pass(async () => {
      const key = keyOf(prefix, id);
      return turns.run(id, () => act(key, `${name}/${id}`));
    });

  const parse = (id: string, text: string | undefined): T | undefined =>
    text === undefined ? undefined : readRecord(shape, `${name}/${id}`, text);

  const readMany = (wanted: readonly Wanted[]): Promise<Entry<T>[]> =>
    gate.pass(() =>
      readRecords(connection, wanted, (id, text) => readRecord(shape, `${name}/${id}`, text)),
    );

  const readIds = (): Promise<string[]> =>
    gate.pass(async () => (await connection.keys(prefix)).map((key) => key.slice(prefix.length)));

  return {
    ids: readIds,
    get: (id) => gate.pass(async () => parse(id, await connection.get(keyOf(prefix, id)))),
    getMany: async (ids) => readMany(ids.map((id) => ({ id, key: keyOf(prefix, id) }))),

    set: (id, value) =>
      inTurn(id, async (key, label) => {
        await connection.set(key, writeRecord(shape, label, value).text);
      }),

    update: (id, change) =>
      inTurn(id, async (key, label) => {
        const before = await connection.get(key);
        const next = change(parse(id, before));
        // `change` may have touched what it was given, so that is not handed back.
        if (next === undefined) return parse(id, before);
        const { text, stored } = writeRecord(shape, label, next);
        await connection.set(key, text);
        return stored;
      }),

    delete: (id) => inTurn(id, (key) => connection.delete(key)),

    async *readAll() {
      const wanted = (await readIds()).map((id) => ({ id, key: prefix + id }));
      for (let start = 0; start < wanted.length; start += IDS_AT_ONCE) {
        yield* await readMany(wanted.slice(start, start + IDS_AT_ONCE));
      }
    },

    setAside: (id) =>
      inTurn(id, async (key, label) => {
        const text = await connection.get(key);
        if (text === undefined) return false;
        const fault = faultOf(() => readRecord(shape, label, text));
        if (fault === undefined || fault instanceof NewerRecordError) return false;
        // The hash keeps two broken records of one id apart, and a repeated move harmless.
        const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
        const aside = `${BROKEN}:${key}:${hash}`;
        await connection.move(key, aside);
        log.error({ record: label, aside, err: fault }, "unreadable record set aside");
        return true;
      }),

    deleteIf: (id, fits) =>
      inTurn(id, async (key) => {
        const text = await connection.get(key);
        if (text === undefined || !fits(text)) return false;
        await connection.delete(key);
        return true;
      }),

    dropAside: (fits) =>
      gate.pass(async () => {
        const aside = `${BROKEN}:${prefix}`;
        let dropped = 0;
        // Few, and each perhaps large: one at a time.
        for (const key of await connection.keys(aside)) {
          const id = key.slice(aside.length, key.lastIndexOf(":"));
          if (!fits(id, (await connection.get(key)) ?? "")) continue;
          await connection.delete(key);
          dropped += 1;
        }
        return dropped;
      }),
  };
}

function keyOf(prefix: string, id: string): string {
  if (id === "" || id.length > LONGEST_ID) {
    throw new RangeError(`${prefix} an id has 1 to ${LONGEST_ID} characters, not ${id.length}`);
  }
  return prefix + id;
}

function faultOf(act: () => unknown): BrokenRecordError | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof BrokenRecordError) return error;
    throw error;
  }
  return undefined;
}
