import type { Collection } from "../../generation/ports.ts";
import { pageKeyOf } from "../day-pages.ts";
import type { FavouriteList, MarkPage } from "./marks.ts";

/** The marks of a page that cannot be read any more, from the lists of all members. */
export function createRestoreMarks(
  lists: Pick<Collection<FavouriteList>, "readAll">,
): (key: string) => Promise<MarkPage> {
  return async (key) => {
    const page: MarkPage = {};
    for await (const row of lists.readAll()) {
      if ("broken" in row) continue;
      for (const { generationId, guildId } of row.value) {
        if (pageKeyOf(guildId, generationId) !== key) continue;
        // Older than any press there can have been, so that the next one counts.
        const mark = { isOn: true, press: generationId };
        page[generationId] = { ...page[generationId], [row.id]: mark };
      }
    }
    return page;
  };
}
