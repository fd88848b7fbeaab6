import type { Now } from "../elsewhere.ts";
import type { FeedStores } from "./create-feeds.ts";
import type { Directory } from "./directory.ts";
import { pageOf } from "./pages.ts";

export interface PurgeTools {
  stores: FeedStores;
  directory: Pick<Directory, "purge">;
  follow: (generationId: string, now: Now) => Promise<void>;
}

/**
 * Removes what is kept of a guild: its feed and what it follows at once, the records of copies in it,
 * and its own posts by taking their copies down, which goes on beside everything else. Counts what is
 * still there, so that it is run again.
 */
export function createPurge({ stores, directory, follow }: PurgeTools) {
  const { feedPosts: publications, feedCopies: copyPages, feedFollowers, feedFollows } = stores;

  return async (guildId: string, goOn: () => boolean): Promise<number> => {
    let found = await directory.purge(guildId);
    for await (const row of publications.readAll()) {
      if (!goOn()) return found;
      if ("broken" in row) await publications.setAside(row.id);
      if ("broken" in row || row.value.guildId !== guildId) continue;
      await follow(row.id, "gone");
      found += 1;
    }
    // A guild is on the page of the same number for every post: only those are read.
    const ending = `:${pageOf(guildId)}`;
    for (const id of (await copyPages.ids()).filter((key) => key.endsWith(ending))) {
      if (!goOn()) return found;
      if (await forgetCopy(id, guildId)) found += 1;
    }
    // What cannot be read was put out of the way above.
    const isTheirs = (id: string, text: string): boolean =>
      id.startsWith(guildId) || text.includes(`"${guildId}"`);
    for (const store of [publications, copyPages, feedFollowers, feedFollows]) {
      found += await store.dropAside(isTheirs);
    }
    return found;
  };
  async function forgetCopy(id: string, guildId: string): Promise<boolean> {
    let was = false;
    try {
      await copyPages.update(id, (page) => {
        was = page?.copies[guildId] !== undefined;
        if (page === undefined || !was) return undefined;
        const { [guildId]: _, ...others } = page.copies;
        return { ...page, copies: others };
      });
    } catch (error) {
      if (!(await copyPages.setAside(id))) throw error;
    }
    return was;
  }
}
