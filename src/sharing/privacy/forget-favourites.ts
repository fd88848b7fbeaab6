import type { Collection } from "../../generation/ports.ts";
import type { Favourites } from "../favourites/favourites.ts";
import type { FavouriteList, MarkPage } from "../favourites/marks.ts";
import { takeOut } from "./forget-rows.ts";
import type { ForgetMember, Searched } from "./erase-member.ts";

interface FavouriteStores {
  favourites: Searched<MarkPage>;
  favouriteLists: Searched<FavouriteList>;
}

/** What a member favoured, and that they ever did; others see the counts go down at once. */
export function forgetFavourites(
  { favourites: pages, favouriteLists }: FavouriteStores,
  favourites: Pick<Favourites, "toggle" | "of">,
): ForgetMember {
  return async (memberId, rename) => {
    for (const { generationId, guildId } of await listOf(favouriteLists, memberId)) {
      const which = { id: generationId, guildId };
      const { isOwn } = await favourites.of(which, memberId);
      if (isOwn) await favourites.toggle(which, memberId, NEWEST_PRESS);
    }
    await takeOut(pages, withoutMarks)(memberId, rename);
    await favouriteLists.delete(memberId);
    await favouriteLists.dropAside((id) => id === memberId);
  };
}

/** Newer than any interaction: this one always counts, and is taken out of the page right after. */
const NEWEST_PRESS = "9223372036854775807";

async function listOf(lists: Collection<FavouriteList>, memberId: string): Promise<FavouriteList> {
  try {
    return (await lists.get(memberId)) ?? [];
  } catch (error) {
    // Unreadable: the marks themselves are looked through below, and the list goes.
    if (await lists.setAside(memberId)) return [];
    throw error;
  }
}

const withoutMarks = (page: MarkPage, memberId: string): MarkPage =>
  Object.fromEntries(
    Object.entries(page).map(([id, marks]) => [
      id,
      Object.fromEntries(Object.entries(marks).filter(([by]) => by !== memberId)),
    ]),
  );
