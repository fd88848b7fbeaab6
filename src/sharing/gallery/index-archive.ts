import { z } from "zod";
import type { Generation } from "../../generation/generation.ts";
import type { Collection, Log } from "../../generation/ports.ts";
import type { Generations } from "../generations.ts";
import { letOthersGo } from "../let-others-go.ts";
import { olderFirst } from "../snowflake.ts";
import type { Gallery } from "./gallery.ts";

/** How far an archive from before there were galleries is in them. */
export const IndexedSchema = z.object({
  /** The last id that was looked at. */
  upTo: z.string().nullable(),
  isDone: z.boolean(),
});
export type Indexed = z.infer<typeof IndexedSchema>;

const RECORDS_AT_ONCE = 100;
/** There is one archive. */
const KEY = "archive";

export interface IndexArchiveTools {
  archive: { ids(): Promise<string[]> };
  indexed: Collection<Indexed>;
  generations: Generations;
  gallery: Pick<Gallery, "addMany">;
  log: Pick<Log, "info" | "error">;
}

/**
 * Takes a whole archive into the galleries, once in the life of a store, a hundred records at a time;
 * goes on where it was left. What ends meanwhile is added by itself.
 * @param goOn asked before each part
 */
export async function indexArchive(tools: IndexArchiveTools, goOn: () => boolean): Promise<void> {
  const { archive, indexed, generations, gallery, log } = tools;
  const { isDone, upTo } = (await indexed.get(KEY)) ?? { isDone: false, upTo: null };
  if (isDone) return;
  const ids = (await archive.ids())
    .filter((id) => upTo === null || olderFirst(upTo, id) < 0)
    .toSorted(olderFirst);
  for (let start = 0; start < ids.length; start += RECORDS_AT_ONCE) {
    if (!goOn()) return;
    const part = ids.slice(start, start + RECORDS_AT_ONCE);
    for (const [guildId, own] of byGuild(await generations.many(part))) {
      await gallery.addMany(guildId, own);
    }
    await indexed.set(KEY, { upTo: part.at(-1) ?? null, isDone: false });
    await letOthersGo();
  }
  await indexed.set(KEY, { upTo: null, isDone: true });
  if (ids.length > 0) log.info({ records: ids.length }, "the archive is in the galleries now");
}

function byGuild(generations: readonly Generation[]): Map<string, Generation[]> {
  const guilds = new Map<string, Generation[]>();
  for (const generation of generations) {
    guilds.set(generation.guildId, [...(guilds.get(generation.guildId) ?? []), generation]);
  }
  return guilds;
}
