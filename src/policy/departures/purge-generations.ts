import type { Generation } from "../../generation/generation.ts";
import type { Inbox } from "../../generation/inbox.ts";
import type { Collection, Spool } from "../../generation/ports.ts";
import type { Purgeable } from "./purge.ts";
import type { SetAside } from "./purge-by-guild-id.ts";

export interface PurgeGenerationsTools {
  inbox: Pick<Inbox, "remove" | "keptIds">;
  spool: Pick<Spool, "clear">;
}

/** Records that nobody can read: whose they are shows in their bytes alone. */
export interface Unreadable {
  deleteIf(id: string, fits: (text: string) => boolean): Promise<boolean>;
}

/**
 * The records of a guild's generations, with their files and what waits of them in an inbox. The
 * record goes last, since it alone says that the rest belongs to the guild.
 */
export function purgeGenerations(
  name: string,
  records: Collection<Generation> & SetAside & Unreadable,
  { inbox, spool }: PurgeGenerationsTools,
): Purgeable {
  async function remove({ id, memberId }: Generation, kept: ReadonlySet<string>): Promise<void> {
    if (kept.has(id)) await inbox.remove(memberId, id);
    await spool.clear(id);
    await records.delete(id);
  }

  return {
    name,
    async purge(guildId, goOn) {
      const kept = inbox.keptIds();
      const isOf = (text: string): boolean => text.includes(`"${guildId}"`);
      let removed = 0;
      // Read in batches, and each awaited: nobody else waits for long.
      for await (const row of records.readAll()) {
        if (!goOn()) return removed;
        if ("broken" in row) {
          if (!(await records.deleteIf(row.id, isOf))) continue;
          await spool.clear(row.id);
        } else {
          if (row.value.guildId !== guildId) continue;
          await remove(row.value, kept);
        }
        removed += 1;
      }
      return removed + (await records.dropAside((_, text) => isOf(text)));
    },
  };
}
