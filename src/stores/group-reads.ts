import type { Connection } from "./backend.ts";
import type { SqliteAdapter } from "./sqlite-adapter.ts";

const KEYS_AT_ONCE = 200;

interface Pending {
  key: string;
  resolve: (text: string | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads of single keys that are asked for in the same moment, or while another is under way, are one
 * statement: the way to the disk's thread and back takes longer than the search.
 */
export function createGroupReads(
  adapter: Pick<SqliteAdapter, "get" | "getMany">,
): Connection["get"] {
  let waiting: Pending[] = [];
  let isBusy = false;

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, KEYS_AT_ONCE);
      waiting = waiting.slice(KEYS_AT_ONCE);
      await read(group);
    }
    isBusy = false;
  }

  async function read(group: readonly Pending[]): Promise<void> {
    const [first] = group;
    try {
      if (group.length === 1 && first !== undefined) {
        first.resolve(await adapter.get<string>(first.key));
        return;
      }
      const texts = await adapter.getMany<string>(group.map(({ key }) => key));
      for (const [index, { resolve }] of group.entries()) resolve(texts[index]);
    } catch (error) {
      if (group.length === 1) first?.reject(error);
      // A damaged page takes only the records on it.
      else for (const pending of group) await read([pending]);
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      queueMicrotask(() => void workOff());
    });
}
