import type { Purgeable } from "./purge.ts";

/** Unreadable records that were put aside, bytes and all. */
export interface SetAside {
  /** Removes those that fit, by their id and by what can be read of them. Returns how many. */
  dropAside(fits: (id: string, text: string) => boolean): Promise<number>;
}

/** A collection whose ids are the guild's, alone or as `guildId:…`. */
export interface KeyedByGuild extends SetAside {
  ids(): Promise<string[]>;
  delete(id: string): Promise<void>;
}

/** Everything that is kept under the guild's id; only the ids are read. */
export function purgeByGuildId(name: string, collection: KeyedByGuild): Purgeable {
  return {
    name,
    async purge(guildId, goOn) {
      const isOf = (id: string): boolean => id === guildId || id.startsWith(`${guildId}:`);
      let removed = 0;
      for (const id of (await collection.ids()).filter(isOf)) {
        if (!goOn()) return removed;
        await collection.delete(id);
        removed += 1;
      }
      return removed + (await collection.dropAside(isOf));
    },
  };
}
