import type { Generations } from "../generations.ts";
import { letOthersGo } from "../let-others-go.ts";
import { pageKeyOf } from "../day-pages.ts";
import type { Entry, EntryPage } from "./entry.ts";
import type { MakeEntry } from "./make-entry.ts";

const RECORDS_AT_ONCE = 100;

/** What a page held that cannot be read any more, from the archive: the records of that day. */
export function createRestoreEntries(tools: {
  archive: { ids(): Promise<string[]> };
  generations: Generations;
  makeEntry: MakeEntry;
}): (key: string) => Promise<EntryPage> {
  const { archive, generations, makeEntry } = tools;
  return async (key) => {
    const [guildId = ""] = key.split(":");
    // The day is in the id, so nothing of another day is read.
    const ids = (await archive.ids()).filter((id) => pageKeyOf(guildId, id) === key);
    const page = new Map<string, Entry>();
    for (let start = 0; start < ids.length; start += RECORDS_AT_ONCE) {
      for (const generation of await generations.many(ids.slice(start, start + RECORDS_AT_ONCE))) {
        if (generation.guildId !== guildId) continue;
        const entry = await makeEntry(generation);
        if (entry !== undefined) page.set(generation.id, entry);
      }
      await letOthersGo();
    }
    return Object.fromEntries(page);
  };
}
