import type { Generation } from "../../generation/generation.ts";
import type { Inbox } from "../../generation/inbox.ts";
import type { Collection } from "../../generation/ports.ts";
import type { Spool } from "../../generation/ports/files.ts";
import type { Records } from "../../generation/records.ts";
import type { SetAside } from "./purge-by-guild-id.ts";
import type { Purgeable } from "./purge.ts";

export interface PurgeGenerationsTools {
  records: Pick<Records, "erase">;
  inbox: Pick<Inbox, "remove" | "keptIds">;
  spool: Pick<Spool, "clear">;
}

/** A collection of generations; whose an unreadable one is shows in its bytes alone. */
export type Generations = Collection<Generation> &
  SetAside & { deleteIf(id: string, fits: (text: string) => boolean): Promise<boolean> };

/**
 * The records of a guild's generations that wait or have ended, with their files and what waits of
 * them in an inbox. The record goes last, since it alone says that the rest belongs to the guild.
 */
export function purgeGenerations(
  name: string,
  collection: Generations,
  { records, inbox, spool }: PurgeGenerationsTools,
): Purgeable {
  const erase = ({ id, memberId }: Generation): Promise<boolean> =>
    records.erase(id, async () => {
      if (inbox.keptIds().has(id)) await inbox.remove(memberId, id);
      await spool.clear(id);
    });

  async function eraseUnreadable(id: string, guildId: string): Promise<boolean> {
    const isErased = await collection.deleteIf(id, (text) => isOf(text, guildId));
    if (isErased) await spool.clear(id);
    return isErased;
  }

  return {
    name,
    async purge(guildId, goOn) {
      let removed = 0;
      // Read in batches, and each awaited: nobody else waits for long.
      for await (const row of collection.readAll()) {
        if (!goOn()) return removed;
        if ("broken" in row) removed += Number(await eraseUnreadable(row.id, guildId));
        else if (row.value.guildId === guildId) removed += Number(await erase(row.value));
      }
      return removed;
    },
  };
}

/** What was set aside of them, by the bytes. */
export function purgeSetAside(name: string, collection: SetAside): Purgeable {
  return {
    name,
    purge: (guildId) => collection.dropAside((_, text) => isOf(text, guildId)),
  };
}

const isOf = (text: string, guildId: string): boolean => text.includes(`"${guildId}"`);
