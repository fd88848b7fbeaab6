import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Generation } from "../../src/generation/generation.ts";
import { openCollections } from "../../src/stores/collections.ts";
import { openStore } from "../../src/stores/open-store.ts";
import type { Scene } from "./scene.ts";

/** What the bot wrote down, read after it has ended. */
export interface Written {
  readonly unfinished: ReadonlyMap<string, Generation>;
  readonly archive: ReadonlyMap<string, Generation>;
  /** What waits for a moderator. */
  readonly reviewing: ReadonlyMap<string, Generation>;
  /** Generations that wait in somebody's inbox. */
  readonly inbox: ReadonlySet<string>;
  readonly unreadable: readonly string[];
  /** Generations whose files are on disk. */
  readonly spooled: ReadonlySet<string>;
}

export async function readRecords({ env, folder }: Scene): Promise<Written> {
  const store = await openStore(env["STORE_URL"] ?? "");
  try {
    const collections = openCollections(store);
    const unreadable: string[] = [];
    const read = async <T>(
      rows: AsyncIterable<{ id: string; value: T } | { id: string; broken: Error }>,
    ): Promise<Map<string, T>> => {
      const found = new Map<string, T>();
      for await (const row of rows) {
        if ("value" in row) found.set(row.id, row.value);
        else unreadable.push(row.id);
      }
      return found;
    };
    const unfinished = await read(collections.unfinished.readAll());
    const archive = await read(collections.archive.readAll());
    const reviewing = await read(collections.reviewing.readAll());
    const inboxes = await read(collections.inbox.readAll());
    return {
      unfinished,
      archive,
      reviewing,
      inbox: new Set([...inboxes.values()].flat().map(({ generationId }) => generationId)),
      unreadable,
      spooled: new Set(await readdir(path.join(folder, "data", "spool"))),
    };
  } finally {
    await store.close();
  }
}
