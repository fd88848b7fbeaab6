import type { Generation } from "../generation/generation.ts";
import type { Clock, Collection, Log } from "../generation/ports.ts";
import { createAddresses, type Files } from "./addresses.ts";
import { createDayPages } from "./day-pages.ts";
import { createDays } from "./days.ts";
import { createFavouriteLists } from "./favourites/lists.ts";
import { createFavourites, type Favourites, type Which } from "./favourites/favourites.ts";
import type { FavouriteList, Marks } from "./favourites/marks.ts";
import { createOwnFavourites } from "./favourites/own-favourites.ts";
import { createRestoreMarks } from "./favourites/restore-marks.ts";
import { createFindDeleted, type DeletedMessages } from "./gallery/deleted-cards.ts";
import { guildMessageOf, type Entry, type Spot } from "./gallery/entry.ts";
import { createGallery, type Gallery } from "./gallery/gallery.ts";
import { indexArchive, type Indexed } from "./gallery/index-archive.ts";
import { createMakeEntry } from "./gallery/make-entry.ts";
import { createReadPage, type ReadPage } from "./gallery/page.ts";
import { createRestoreEntries } from "./gallery/restore-entries.ts";
import { createUnlisting, type Unlisted } from "./gallery/unlisting.ts";
import { openViews, type View, type Views } from "./gallery/views.ts";
import { tellElsewhere, type Elsewhere, type Now } from "./elsewhere.ts";
import { createGenerations } from "./generations.ts";
import { letOthersGo } from "./let-others-go.ts";
import type { CardMessages, CopiesOf, Shelved, Threads } from "./ports.ts";
import type { MaySee } from "./gallery/wanted.ts";

/** What members share with each other. */
export interface Sharing {
  /** A generation has ended: called before its record moves to the archive. Throws as `Gallery.add`. */
  finished(generation: Generation): Promise<void>;
  /** A generation was deleted everywhere. May run twice. */
  removed(generation: Generation): Promise<void>;
  /** It is shown in another way now: what shows it elsewhere follows. May run twice. */
  changed(generation: Generation): Promise<void>;
  /** Messages were deleted by hand: of those that were cards nothing shows the result elsewhere. */
  messagesDeleted(deleted: DeletedMessages): Promise<void>;
  /** A channel or a thread was deleted, and every card in it. */
  channelDeleted(guildId: string, channelId: string): Promise<void>;
  /**
   * The favourites of most members among what was made between two moments, in milliseconds since
   * 1970, and may be seen.
   */
  best(guildId: string, from: number, until: number, maySee: MaySee): Promise<string[]>;
  /** Takes a result out of the gallery; it stays on its card. */
  unlist(generation: Generation, by: string): Promise<void>;
  /** Back into the gallery, where that may hold it. */
  relist(generation: Generation): Promise<void>;
  isUnlisted(generation: Generation): Promise<boolean>;
  /** Where its card is to be seen; undefined where no gallery may hold it. Throws as `finished`. */
  spotOf(generation: Generation): Promise<Spot | undefined>;
  /** The files on its card, as they are addressed now. */
  filesOf(generation: Generation): Promise<Files>;
  readPage: ReadPage;
  suggest: Gallery["suggest"];
  favourites: Pick<Favourites, "toggle" | "of">;
  views: Pick<Views, "keep" | "find">;
  /** Takes what is kept of a guild out of members' lists and of memory; in how many lists it was. */
  purge(guildId: string, goOn: () => boolean): Promise<number>;
  /** Begins what goes on beside everything else. */
  begin(): void;
  stop(): Promise<void>;
}

export interface SharingStores {
  gallery: Shelved<Record<string, Entry>>;
  galleryDays: Collection<string[]>;
  galleryViews: Shelved<View>;
  /** How far the archive is in the galleries. */
  galleryIndexed: Collection<Indexed>;
  unlisted: Collection<Unlisted>;
  favourites: Shelved<Record<string, Marks>>;
  favouriteLists: Collection<FavouriteList>;
  archive: Shelved<Generation>;
}

export interface SharingTools {
  stores: SharingStores;
  /** Finds a record wherever it is. */
  find: (id: string) => Promise<Generation | undefined>;
  messages: CardMessages;
  threads: Threads;
  copies: CopiesOf;
  /** What shows results beside their cards. */
  elsewhere: readonly Elsewhere[];
  /** Hears of each favourite before it is written, and when that is over. */
  votes?: { expect(which: Which): Promise<void>; cast(which: Which): void };
  clock: Clock;
  log: Log;
}

const AGAIN_MS = 10 * 60_000;

/** So many of a channel at once, so that nobody else waits long. */
const ENTRIES_AT_ONCE = 100;

const ANYTHING = {
  memberId: null,
  style: null,
  search: null,
  favourites: false,
  from: null,
  until: null,
  sort: "newest",
} as const;

export function createSharing(tools: SharingTools): Sharing {
  const { stores, find, messages, threads, copies, elsewhere, votes, clock, log } = tools;
  const tell = (id: string, now: Now): Promise<void> => tellElsewhere(elsewhere, id, now);
  const generations = createGenerations(stores.archive, find, log);
  const unlisting = createUnlisting(stores.unlisted, clock);
  const makeEntry = createMakeEntry({ unlisting, threads });
  const restore = createRestoreEntries({ archive: stores.archive, generations, makeEntry });
  const entries = createDayPages(stores.gallery, restore, log);
  const marks = createDayPages(stores.favourites, createRestoreMarks(stores.favouriteLists), log);
  const days = createDays(stores.galleryDays, stores.gallery, log);
  const gallery = createGallery({ entries, marks, days, makeEntry, generations, clock });
  const lists = createFavouriteLists(stores.favouriteLists, log);
  const favourites = createFavourites({
    pages: marks,
    lists,
    onChange: (which, now) => gallery.tellMarks(which, now),
  });
  const ownFavourites = createOwnFavourites({ favourites, entries, marks, generations });
  const addresses = createAddresses({ messages, clock, log });
  const findDeleted = createFindDeleted({ entries, generations });
  const cardGone = ({ id }: Generation): Promise<void> => tell(id, "gone");
  const views = openViews(stores.galleryViews, clock, log);
  let stopped = false;
  let callOff: (() => void) | undefined;
  let indexing: Promise<void> = Promise.resolve();

  async function index(): Promise<void> {
    const { archive, galleryIndexed: indexed } = stores;
    try {
      await indexArchive({ archive, indexed, generations, gallery, log }, () => !stopped);
    } catch (error) {
      log.error({ error }, "older videos are not in the galleries yet; tried again later");
      if (!stopped) callOff = clock.after(AGAIN_MS, begin);
    }
  }

  function begin(): void {
    indexing = index();
  }

  return {
    finished: (generation) => gallery.add(generation),
    async removed(generation) {
      await tell(generation.id, "gone");
      await gallery.remove(generation);
      await favourites.drop(generation);
      const message = guildMessageOf(generation);
      if (message !== null) addresses.forget(message.messageId);
    },
    changed: ({ id, spoiler, deleted }) =>
      tell(id, deleted === null ? (spoiler ? "spoiler" : "open") : "gone"),
    async messagesDeleted(deleted) {
      for (const generation of await findDeleted(deleted)) {
        for (const messageId of deleted.messageIds) addresses.forget(messageId);
        await cardGone(generation);
      }
    },
    async unlist(generation, by) {
      // Before the note, so that a crash in between leaves nothing that its member cannot ask for
      // again; and after it, for what was on its way meanwhile.
      await tell(generation.id, "gone");
      await unlisting.add(generation, by);
      await tell(generation.id, "gone");
      await gallery.remove(generation);
    },
    async relist(generation) {
      await unlisting.remove(generation);
      await gallery.add(generation);
    },
    isUnlisted: (generation) => unlisting.isUnlisted(generation),
    spotOf: makeEntry,
    filesOf: (generation) => addresses.of(generation),
    readPage: createReadPage({
      gallery,
      ownFavourites,
      favourites,
      generations,
      addresses,
      copies,
      onGone: cardGone,
    }),
    async channelDeleted(guildId, channelId) {
      // A deleted channel took its threads along.
      const isIn = (spot: Spot): boolean =>
        [spot.channelId, spot.parentChannelId].includes(channelId);
      const ids = await gallery.list(guildId, ANYTHING, isIn);
      for (const [index, id] of ids.entries()) {
        await tell(id, "gone");
        if (index % ENTRIES_AT_ONCE === ENTRIES_AT_ONCE - 1) await letOthersGo();
      }
    },
    best: (guildId, from, until, maySee) =>
      gallery.list(guildId, { ...ANYTHING, from, until, sort: "favourites", atLeast: 1 }, maySee),
    suggest: (guildId, typed, maySee) => gallery.suggest(guildId, typed, maySee),
    favourites: {
      of: (which, memberId) => favourites.of(which, memberId),
      async toggle(which, memberId, press) {
        await votes?.expect(which);
        try {
          return await favourites.toggle(which, memberId, press);
        } finally {
          votes?.cast(which);
        }
      },
    },
    views,
    async purge(guildId, goOn) {
      gallery.forget(guildId);
      return lists.purge(guildId, goOn);
    },
    begin,
    async stop() {
      stopped = true;
      callOff?.();
      gallery.stop();
      await Promise.all([indexing, views.stop()]);
    },
  };
}
