import type { Generation } from "../../generation/generation.ts";
import type { Clock } from "../../generation/ports.ts";
import { pageKeyOf, type DayPages } from "../day-pages.ts";
import type { Days } from "../days.ts";
import type { Which } from "../favourites/favourites.ts";
import type { Marks } from "../favourites/marks.ts";
import type { Generations } from "../generations.ts";
import { withNewestPrompts, withPrompts } from "../search/fill-prompts.ts";
import { belongsInGallery, type Entry } from "./entry.ts";
import type { MakeEntry } from "./make-entry.ts";
import { listed, suggested, type Shelf } from "./shelf.ts";
import { createShelves } from "./shelves.ts";
import type { MaySee, Wanted } from "./wanted.ts";

/** What a guild has made and may look at again. */
export interface Gallery {
  /**
   * Takes in a generation that has ended, where a gallery may hold it. Called before its record moves
   * to the archive: with a crash in between the end is written again, and this with it. May run twice.
   * @throws {RetryableError} Discord did not say who sees its thread
   * @throws {Error} the store takes nothing
   */
  add(generation: Generation): Promise<void>;
  /** Takes it out. May run twice, and for one that is not there. */
  remove(which: Which): Promise<void>;
  /** Adds what was found elsewhere, such as a whole archive, page by page. */
  addMany(guildId: string, generations: readonly Generation[]): Promise<void>;
  /** The ids of what is wanted and may be seen, in order. */
  list(guildId: string, wanted: Wanted, maySee: MaySee): Promise<string[]>;
  /** Prompts for what was typed so far: 25 of 100 characters at most. */
  suggest(guildId: string, typed: string, maySee: MaySee): Promise<string[]>;
  /** The marks of a generation have changed. */
  tellMarks(which: Which, marks: Marks): void;
  /** Nothing of this guild in memory any more. */
  forget(guildId: string): void;
  stop(): void;
}

export interface GalleryTools {
  entries: DayPages<Entry>;
  marks: DayPages<Marks>;
  days: Days;
  makeEntry: MakeEntry;
  generations: Generations;
  clock: Clock;
}

export function createGallery(tools: GalleryTools): Gallery {
  const { entries, marks, days, makeEntry, generations, clock } = tools;
  const shelves = createShelves(load, clock);

  async function load(guildId: string): Promise<Shelf> {
    const shelf: Shelf = { entries: new Map(), marks: new Map(), prompts: undefined };
    const keys = await days.keysOf(guildId);
    for await (const page of entries.getMany(keys)) fill(shelf.entries, page);
    for await (const page of marks.getMany(keys)) fill(shelf.marks, page);
    return shelf;
  }

  const take = (shelf: Shelf, { id, request }: Generation, entry: Entry): void => {
    shelf.entries.set(id, entry);
    shelf.prompts?.index.add(id, request.prompt);
  };

  async function addMany(guildId: string, found: readonly Generation[]): Promise<void> {
    const byPage = new Map<string, Record<string, Entry>>();
    const taken: { generation: Generation; entry: Entry }[] = [];
    for (const generation of found) {
      const entry = await makeEntry(generation);
      if (entry === undefined) continue;
      const key = pageKeyOf(guildId, generation.id);
      byPage.set(key, { ...byPage.get(key), [generation.id]: entry });
      taken.push({ generation, entry });
    }
    if (taken.length === 0) return;
    const write = async (): Promise<void> => {
      await days.note(
        guildId,
        taken.map(({ generation }) => generation.id),
      );
      for (const [key, own] of byPage) {
        await entries.update(key, (page) => (isIn(page, own) ? undefined : { ...page, ...own }));
      }
    };
    await shelves.change(guildId, write, (shelf) => {
      for (const { generation, entry } of taken) take(shelf, generation, entry);
    });
  }

  const remove = ({ id, guildId }: Which): Promise<void> =>
    shelves.change(
      guildId,
      () => entries.removeFrom(pageKeyOf(guildId, id), id),
      (shelf) => {
        shelf.entries.delete(id);
        shelf.prompts?.index.remove(id);
      },
    );

  return {
    add: (generation) =>
      belongsInGallery(generation) ? addMany(generation.guildId, [generation]) : remove(generation),
    remove,
    addMany,
    async list(guildId, wanted, maySee) {
      const shelf = await shelves.use(guildId);
      const matches =
        wanted.search === null
          ? undefined
          : (await withPrompts(shelf, generations)).find(wanted.search);
      return listed(shelf, wanted, maySee, matches);
    },
    async suggest(guildId, typed, maySee) {
      const shelf = await shelves.use(guildId);
      // Asked as soon as somebody begins to search: by the time they have typed all are ready.
      const prompts = typed.trim() === "" ? withNewestPrompts : withPrompts;
      const index = await prompts(shelf, generations);
      return suggested(shelf, index, typed, maySee);
    },
    tellMarks: ({ id, guildId }, now) =>
      shelves.tell(guildId, (shelf) => void shelf.marks.set(id, now)),
    forget: (guildId) => shelves.forget(guildId),
    stop: () => shelves.stop(),
  };
}

function fill<T>(into: Map<string, T>, page: Record<string, T>): void {
  for (const [id, value] of Object.entries(page)) into.set(id, value);
}

/** Written again after a crash, a page stays as it is. */
const isIn = (page: Record<string, Entry>, own: Record<string, Entry>): boolean =>
  Object.entries(own).every(([id, entry]) => JSON.stringify(page[id]) === JSON.stringify(entry));
