import { createKeyTurns } from "../../generation/key-turns.ts";
import { pageKeyOf, type DayPages } from "../day-pages.ts";
import { newerFirst } from "../snowflake.ts";
import type { FavouriteLists } from "./lists.ts";
import { countOf, isFavouriteOf, type FavouriteList, type Marks } from "./marks.ts";

/** What a generation's favourite button says to one member. */
export interface Favoured {
  count: number;
  isOwn: boolean;
}

/**
 * Who made what a favourite is written in one place, the marks of its generation. A member's list
 * only leads there: it names at least everything that they marked, and perhaps something that they
 * did not, after a crash between the two.
 */
export interface Favourites {
  /**
   * Makes a generation a favourite of this member, or no longer.
   * @param press the interaction that asked for it; the same one again, or an older one, changes nothing
   * @throws {UserError} their list is full
   */
  toggle(which: Which, memberId: string, press: string): Promise<Favoured>;
  of(which: Which, memberId: string): Promise<Favoured>;
  /** A member's own, as far as their list leads: the newest first, each to be checked. */
  listOf(memberId: string): Promise<FavouriteList>;
  /** Nobody's favourite any more; members' lists may lead there still. */
  drop(which: Which): Promise<void>;
}

/** A generation and its guild. */
export interface Which {
  id: string;
  guildId: string;
}

export interface FavouriteTools {
  pages: DayPages<Marks>;
  lists: FavouriteLists;
  /** Hears of each change once it is written. */
  onChange: (which: Which, marks: Marks) => void;
}

export function createFavourites({ pages, lists, onChange }: FavouriteTools): Favourites {
  const turns = createKeyTurns();

  async function marksOf({ guildId, id }: Which): Promise<Marks> {
    return (await pages.get(pageKeyOf(guildId, id)))[id] ?? {};
  }

  const favoured = (marks: Marks, memberId: string): Favoured => ({
    count: countOf(marks),
    isOwn: isFavouriteOf(memberId, marks),
  });

  return {
    toggle: (which, memberId, press) =>
      turns.run(which.id, async () => {
        const marks = await marksOf(which);
        const before = marks[memberId];
        // Discord may send an event twice, and late.
        if (before !== undefined && newerFirst(before.press, press) <= 0) {
          return favoured(marks, memberId);
        }
        const isOn = !(before?.isOn ?? false);
        const after = { ...marks, [memberId]: { isOn, press } };
        if (isOn) {
          await lists.add(memberId, { generationId: which.id, guildId: which.guildId });
        }
        await pages.update(pageKeyOf(which.guildId, which.id), (page) => ({
          ...page,
          [which.id]: after,
        }));
        onChange(which, after);
        if (!isOn) await lists.remove(memberId, which.id);
        return favoured(after, memberId);
      }),
    of: async (which, memberId) => favoured(await marksOf(which), memberId),
    listOf: async (memberId) => (await lists.of(memberId)).toReversed(),
    drop: (which) =>
      turns.run(which.id, async () => {
        await pages.removeFrom(pageKeyOf(which.guildId, which.id), which.id);
        onChange(which, {});
      }),
  };
}
