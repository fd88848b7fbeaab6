import type { Generation } from "../../generation/generation.ts";
import type { Addresses, Files } from "../addresses.ts";
import type { Favoured, Favourites, Which } from "../favourites/favourites.ts";
import type { OwnFavourites } from "../favourites/own-favourites.ts";
import type { CopiesOf, FileAddress } from "../ports.ts";
import type { Generations } from "../generations.ts";
import { belongsInGallery } from "./entry.ts";
import type { Gallery } from "./gallery.ts";
import type { MaySee, Wanted } from "./wanted.ts";

/** So many fit into the 40 components of one message, with their buttons. */
export const ITEMS_A_PAGE = 4;
/** A page is made anew where an entry turned out to be none; each time it is one fewer. */
const MOST_TRIES = 5;

/** One result, as its record, its marks and its message are now. */
export interface Item {
  generation: Generation;
  favoured: Favoured;
  files: Files;
  /** The message is gone, and the files are the operator's copies of it. */
  isCopy: boolean;
}

export interface Page {
  items: Item[];
  /** From 0; the last one where the number asked for is past the end. */
  number: number;
  /** At least 1. */
  pages: number;
  /** Results on all pages. */
  total: number;
}

/** Who reads, and what Discord lets them see. */
export interface Reader {
  memberId: string;
  guildId: string;
  maySee: MaySee;
  /** The same in another guild; null where they are no member of it. */
  sightIn: (guildId: string) => Promise<MaySee | null>;
}

export type ReadPage = (reader: Reader, wanted: Wanted, number: number) => Promise<Page>;

export interface PageTools {
  gallery: Pick<Gallery, "list" | "remove">;
  ownFavourites: OwnFavourites;
  favourites: Pick<Favourites, "of">;
  generations: Generations;
  addresses: Pick<Addresses, "of">;
  copies: CopiesOf;
  /** A message turned out to be deleted. May be told twice. */
  onGone: (generation: Generation) => Promise<void>;
}

/**
 * A page of a gallery. What the index says is only where to look: each entry is checked against its
 * record, and one whose message was deleted is shown as that once and leaves the gallery.
 */
export function createReadPage(tools: PageTools): ReadPage {
  const { gallery, ownFavourites, favourites, generations, addresses, copies, onGone } = tools;

  async function found(reader: Reader, wanted: Wanted): Promise<Which[]> {
    const { memberId, guildId, maySee } = reader;
    if (wanted.favourites) return ownFavourites(memberId, wanted, reader.sightIn);
    const ids = await gallery.list(guildId, wanted, maySee);
    return ids.map((id) => ({ id, guildId }));
  }

  /** The records of a page; undefined where some are none for a gallery, and were taken out. */
  async function checked(shown: readonly Which[]): Promise<Generation[] | undefined> {
    const records = await generations.many(shown.map(({ id }) => id));
    const fitting = records.filter(belongsInGallery);
    const ids = new Set(fitting.map(({ id }) => id));
    const others = shown.filter(({ id }) => !ids.has(id));
    for (const other of others) await gallery.remove(other);
    for (const record of records) if (record.deleted !== null) await onGone(record);
    return others.length === 0 ? fitting : undefined;
  }

  async function itemOf(generation: Generation, readerId: string): Promise<Item> {
    const files = await addresses.of(generation);
    const isGone = files === "gone";
    // None are there either of what was too large for Discord.
    const kept = isGone || files.length === 0 ? await copiesOf(generation) : [];
    if (isGone) await onGone(generation);
    if (isGone && kept.length === 0) await gallery.remove(generation);
    const favoured = await favourites.of(generation, readerId);
    if (kept.length === 0) return { generation, favoured, files, isCopy: false };
    return { generation, favoured, files: kept, isCopy: isGone };
  }

  async function copiesOf(generation: Generation): Promise<FileAddress[]> {
    return (await copies(generation)).map(({ videoUUID, url }) => ({ fileName: videoUUID, url }));
  }

  return async (reader, wanted, asked) => {
    for (let tries = 1; ; tries += 1) {
      const all = await found(reader, wanted);
      const pages = Math.max(1, Math.ceil(all.length / ITEMS_A_PAGE));
      const number = Math.min(Math.max(0, asked), pages - 1);
      const start = number * ITEMS_A_PAGE;
      const records = await checked(all.slice(start, start + ITEMS_A_PAGE));
      if (records === undefined && tries < MOST_TRIES) continue;
      const items: Item[] = [];
      // One after another: Discord counts how many messages of a channel are asked for at once.
      for (const record of records ?? []) items.push(await itemOf(record, reader.memberId));
      return { items, number, pages, total: all.length };
    }
  };
}
