import type { Connection } from "./backend.ts";
import { BrokenRecordError } from "./errors.ts";

/** One record, or why it cannot be had. */
export type Entry<T> = { id: string; value: T } | { id: string; broken: Error };

/** More at once would hold the connection, and then the event loop while they are checked. */
export const IDS_AT_ONCE = 500;

/** Every record's key begins with the name of its collection. */
const NOBODYS_KEY = ":";

export interface Wanted {
  id: string;
  key: string;
}

/** Reads many records, each judged alone: one that is broken never hides its neighbours. */
export async function readRecords<T>(
  connection: Connection,
  wanted: readonly Wanted[],
  parse: (id: string, text: string) => T,
): Promise<Entry<T>[]> {
  const entries: Entry<T>[] = [];
  for (let start = 0; start < wanted.length; start += IDS_AT_ONCE) {
    for (const { id, text } of await readTexts(
      connection,
      wanted.slice(start, start + IDS_AT_ONCE),
    )) {
      if (text instanceof Error) entries.push({ id, broken: text });
      else if (text !== undefined) entries.push(judge(id, text, parse));
    }
  }
  return entries;
}

function judge<T>(id: string, text: string, parse: (id: string, text: string) => T): Entry<T> {
  try {
    return { id, value: parse(id, text) };
  } catch (error) {
    if (error instanceof BrokenRecordError) return { id, broken: error };
    throw error;
  }
}

type Text = { id: string; text: string | Error | undefined };

/**
 * Where a batch cannot be read, each of its keys alone: a damaged page takes only the records on
 * it. Where even a key that nobody has cannot be looked up, the store fails, not the records.
 */
async function readTexts(connection: Connection, wanted: readonly Wanted[]): Promise<Text[]> {
  try {
    const texts = await connection.getMany(wanted.map(({ key }) => key));
    return wanted.map(({ id }, index) => ({ id, text: texts[index] }));
  } catch (batchError) {
    if (!(await canBeRead(connection))) throw batchError;
    const alone: Text[] = [];
    for (const { id, key } of wanted) alone.push({ id, text: await readAlone(connection, key) });
    return alone;
  }
}

/** By a list, which is read from the store itself: single texts may be remembered. */
async function canBeRead(connection: Connection): Promise<boolean> {
  try {
    await connection.getMany([NOBODYS_KEY]);
    return true;
  } catch {
    // The batch's own error says why.
    return false;
  }
}

async function readAlone(connection: Connection, key: string): Promise<string | Error | undefined> {
  try {
    return await connection.get(key);
  } catch (cause) {
    return new BrokenRecordError(`${key}: could not be read from the store`, { cause });
  }
}
