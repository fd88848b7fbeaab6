import type { Collection, Log } from "../generation/ports.ts";
import type { Shelved } from "./ports.ts";
import { utcDayOf } from "./snowflake.ts";

/** On which days (UTC) a guild has made something that its gallery holds: its pages, in order. */
export interface Days {
  /** The keys of a guild's pages, the oldest first; some may have no document. */
  keysOf(guildId: string): Promise<string[]>;
  /** Written before the page it leads to: a page that nobody finds would be lost. */
  note(guildId: string, generationIds: Iterable<string>): Promise<void>;
}

export function createDays(
  store: Collection<string[]>,
  pages: Pick<Shelved<unknown>, "ids">,
  log: Pick<Log, "error">,
): Days {
  /** From the pages themselves, where the list cannot be read. */
  async function mended(guildId: string, error: unknown): Promise<string[]> {
    if (!(await store.setAside(guildId))) throw error;
    log.error({ guildId, error }, "the days of a gallery cannot be read: looking for its pages");
    const prefix = `${guildId}:`;
    const days = (await pages.ids())
      .filter((id) => id.startsWith(prefix))
      .map((id) => id.slice(prefix.length))
      .toSorted();
    await store.set(guildId, days);
    return days;
  }

  async function daysOf(guildId: string): Promise<string[]> {
    try {
      return (await store.get(guildId)) ?? [];
    } catch (error) {
      return mended(guildId, error);
    }
  }

  return {
    keysOf: async (guildId) => (await daysOf(guildId)).map((day) => `${guildId}:${day}`),
    async note(guildId, generationIds) {
      const wanted = new Set([...generationIds].map(utcDayOf));
      const known = new Set(await daysOf(guildId));
      if ([...wanted].every((day) => known.has(day))) return;
      await store.update(guildId, (days = []) => [...new Set([...days, ...wanted])].toSorted());
    },
  };
}
