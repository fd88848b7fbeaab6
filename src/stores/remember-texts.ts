import type { Connection } from "./backend.ts";

/**
 * No record that is written at each step is as long. What is longer is read when it is asked for, so
 * that what is remembered stays within some megabytes whatever somebody put into the store.
 */
const LONGEST_KEPT = 32_768;

type Remembered = Pick<Connection, "get" | "set" | "delete" | "move">;

/**
 * Keeps the last texts that were read or written in memory, and what was found absent: a record is
 * read again before each of its changes, which come one soon after another. Right only where nobody
 * else writes to the store (rule 13).
 * @param keeps `absent`: of what is there nothing, so that it is read as it is at the moment
 */
export function rememberTexts(
  connection: Remembered,
  most: number,
  keeps: "all" | "absent" = "all",
): Remembered {
  const texts = new Map<string, string | undefined>();
  /** Reads under way that no write has overtaken, by key. */
  const reads = new Map<string, Promise<string | undefined>>();

  function keep(key: string, text: string | undefined): void {
    texts.delete(key);
    if (text !== undefined && (keeps === "absent" || text.length > LONGEST_KEPT)) return;
    texts.set(key, text);
    const [oldest] = texts.keys();
    if (texts.size > most && oldest !== undefined) texts.delete(oldest);
  }

  async function read(key: string): Promise<string | undefined> {
    const reading = connection.get(key);
    reads.set(key, reading);
    try {
      const text = await reading;
      if (reads.get(key) === reading) keep(key, text);
      return text;
    } finally {
      if (reads.get(key) === reading) reads.delete(key);
    }
  }

  async function written(key: string, text: string | undefined, act: Promise<void>): Promise<void> {
    try {
      await act;
    } catch (error) {
      // What is there now only the store knows.
      texts.delete(key);
      reads.delete(key);
      throw error;
    }
    keep(key, text);
    reads.delete(key);
  }

  return {
    async get(key) {
      if (texts.has(key)) {
        const text = texts.get(key);
        keep(key, text);
        return text;
      }
      return reads.get(key) ?? read(key);
    },
    set: (key, text) => written(key, text, connection.set(key, text)),
    delete: (key) => written(key, undefined, connection.delete(key)),
    async move(from, to) {
      try {
        await connection.move(from, to);
      } finally {
        for (const key of [from, to]) {
          texts.delete(key);
          reads.delete(key);
        }
      }
    },
  };
}
