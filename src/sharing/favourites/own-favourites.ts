import { pageKeyOf, type DayPages } from "../day-pages.ts";
import type { Entry } from "../gallery/entry.ts";
import { isWanted, sorted, type MaySee, type Wanted } from "../gallery/wanted.ts";
import type { Generations } from "../generations.ts";
import { letOthersGo } from "../let-others-go.ts";
import { createPromptIndex } from "../search/prompt-index.ts";
import type { Favourites, Which } from "./favourites.ts";
import { isFavouriteOf, type FavouriteList, type Marks } from "./marks.ts";

export interface OwnFavouritesTools {
  favourites: Pick<Favourites, "listOf">;
  entries: DayPages<Entry>;
  marks: DayPages<Marks>;
  generations: Generations;
}

const RECORDS_AT_ONCE = 100;

/** A member's favourites on all guilds where they may still see them; the last one made so first. */
export type OwnFavourites = (
  readerId: string,
  wanted: Wanted,
  /** Null where the reader is no longer a member of that guild, or the bot is not. */
  sightIn: (guildId: string) => Promise<MaySee | null>,
) => Promise<Which[]>;

interface Found extends Which {
  marks: Marks;
}

export function createOwnFavourites(tools: OwnFavouritesTools): OwnFavourites {
  const { favourites, generations } = tools;

  /** Those with all the words that are looked for, best first; any where none are. */
  async function matching(found: readonly Found[], search: string | null): Promise<Found[]> {
    if (search === null) return [...found];
    const index = createPromptIndex();
    for (let start = 0; start < found.length; start += RECORDS_AT_ONCE) {
      const ids = found.slice(start, start + RECORDS_AT_ONCE).map(({ id }) => id);
      for (const { id, request } of await generations.many(ids)) index.add(id, request.prompt);
      await letOthersGo();
    }
    const byId = new Map(found.map((one) => [one.id, one]));
    return index.find(search).flatMap((id) => byId.get(id) ?? []);
  }

  return async (readerId, wanted, sightIn) => {
    const list = await favourites.listOf(readerId);
    const pages = await readPages(list, tools);
    const sights = new Map<string, MaySee | null>();
    const found: Found[] = [];
    for (const { generationId: id, guildId } of list) {
      const entry = pages.entries.get(id);
      const marks = pages.marks.get(id);
      // Taken out of its gallery, or of this list before a crash.
      if (entry === undefined || marks === undefined || !isFavouriteOf(readerId, marks)) continue;
      const sight = sights.has(guildId) ? sights.get(guildId) : await sightIn(guildId);
      sights.set(guildId, sight ?? null);
      if (sight != null && isWanted(id, entry, wanted, sight)) found.push({ id, guildId, marks });
    }
    const matches = await matching(found, wanted.search);
    const byId = new Map(matches.map((one) => [one.id, one]));
    const order = sorted([...byId.keys()], wanted, (id) => ({ marks: byId.get(id)?.marks }));
    return order.flatMap((id) => byId.get(id) ?? []);
  };
}

/** What is known of the generations of a list; each page is read once. */
async function readPages(
  list: FavouriteList,
  { entries, marks }: OwnFavouritesTools,
): Promise<{ entries: Map<string, Entry>; marks: Map<string, Marks> }> {
  const ids = new Set(list.map(({ generationId }) => generationId));
  const keys = [
    ...new Set(list.map(({ guildId, generationId }) => pageKeyOf(guildId, generationId))),
  ];
  const collect = async <T>(pages: DayPages<T>): Promise<Map<string, T>> => {
    const known = new Map<string, T>();
    for await (const page of pages.getMany(keys)) {
      for (const [id, value] of Object.entries(page)) if (ids.has(id)) known.set(id, value);
    }
    return known;
  };
  return { entries: await collect(entries), marks: await collect(marks) };
}
