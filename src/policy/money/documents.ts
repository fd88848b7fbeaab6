import type { Log } from "../../generation/ports.ts";
import { monthOf } from "./days.ts";
import {
  documentId,
  isSameBooking,
  parseDocumentId,
  type Booking,
  type SpendingStore,
} from "./spending.ts";

/** The bookings of one guild's day, or only that they cannot be read. */
export type DayOfBookings = { guildId: string; day: string } & (
  | { bookings: [generationId: string, booking: Booking][] }
  | { unreadable: true }
);

/** The spending documents, one a guild and day, and what is known of those that cannot be read. */
export interface Documents {
  /** Every booking of `fromDay` (YYYY-MM-DD) and later; called once, at start. */
  since(fromDay: string): AsyncIterable<DayOfBookings>;
  /** One guild's bookings of these days of admission. */
  of(guildId: string, days: readonly string[]): AsyncIterable<DayOfBookings>;
  /** Undefined where there is none, or none that can be read. */
  find(guildId: string, day: string, generationId: string): Promise<Booking | undefined>;
  /**
   * Enters a booking. `onRead` is told, before the write, what was booked until then. A day whose
   * document is unreadable gets a second one beside it, so that no cost is forgotten.
   * @throws {Error} nobody knows whether the store took it
   */
  write(
    at: { guildId: string; day: string; generationId: string },
    booking: Booking,
    onRead: (before: Booking | undefined) => void,
  ): Promise<void>;
  /** False where a document of the guild's current month cannot be read. */
  isReadable(guildId: string, timeZone: string, now: number): boolean;
}

/** A busy day's document is long, and each is parsed in one go. */
const DOCUMENTS_AT_ONCE = 20;

export function createDocuments(store: SpendingStore, log: Pick<Log, "error">): Documents {
  /** As `guildId:day`. A repaired document counts from the next start on. */
  const broken = new Set<string>();
  /** Where generations are booked that are beside the document of their day; nearly always empty. */
  const aside = new Map<string, string>();

  function markBroken(guildId: string, day: string, error: Error): void {
    if (broken.has(documentId(guildId, day))) return;
    broken.add(documentId(guildId, day));
    log.error(
      { guildId, day, error },
      "a spending document cannot be read: no sum has its costs, and the guild gets no new videos this month",
    );
  }

  async function* read(ids: readonly string[]): AsyncGenerator<DayOfBookings> {
    for (let start = 0; start < ids.length; start += DOCUMENTS_AT_ONCE) {
      for (const row of await store.getMany(ids.slice(start, start + DOCUMENTS_AT_ONCE))) {
        const name = parseDocumentId(row.id);
        if (name === undefined) continue;
        const { guildId, day, isAside } = name;
        if ("broken" in row) {
          markBroken(guildId, day, row.broken);
          yield { guildId, day, unreadable: true };
          continue;
        }
        const bookings = Object.entries(row.value);
        if (isAside) for (const [id] of bookings) aside.set(id, row.id);
        // A document that was repaired may hold what has been booked beside it meanwhile.
        const own = bookings.filter(([id]) => isAside || !aside.has(id));
        yield { guildId, day, bookings: own };
      }
    }
  }

  const ofGuild = (guildId: string, days: readonly string[]): AsyncGenerator<DayOfBookings> =>
    read([
      ...days.map((day) => documentId(guildId, day, true)),
      ...days.map((day) => documentId(guildId, day)),
    ]);

  return {
    of: ofGuild,

    async *since(fromDay) {
      const names = (await store.ids()).flatMap((id) => {
        const name = parseDocumentId(id);
        return name !== undefined && name.day >= fromDay ? [{ id, isAside: name.isAside }] : [];
      });
      const ordered = names.toSorted((a, b) => Number(b.isAside) - Number(a.isAside));
      yield* read(ordered.map(({ id }) => id));
    },

    async find(guildId, day, generationId) {
      for await (const row of ofGuild(guildId, [day])) {
        const found = "bookings" in row && row.bookings.find(([id]) => id === generationId);
        if (found) return found[1];
      }
      return undefined;
    },

    async write({ guildId, day, generationId }, booking, onRead) {
      const main = documentId(guildId, day);
      const enter = async (id: string): Promise<void> => {
        await store.update(id, (spending) => {
          const before = spending?.[generationId];
          onRead(before);
          return isSameBooking(before, booking)
            ? undefined
            : { ...spending, [generationId]: booking };
        });
      };
      if (!broken.has(main)) {
        try {
          return await enter(aside.get(generationId) ?? main);
        } catch (error) {
          const [row] = await store.getMany([main]);
          // The store fails, not this one document.
          if (row === undefined || "value" in row) throw error;
          markBroken(guildId, day, row.broken);
        }
      }
      const beside = documentId(guildId, day, true);
      await enter(beside);
      aside.set(generationId, beside);
    },

    isReadable(guildId, timeZone, now) {
      if (broken.size === 0) return true;
      const firstDay = `${monthOf(now, timeZone).name}-01`;
      return ![...broken].some((id) => {
        const name = parseDocumentId(id);
        return name?.guildId === guildId && name.day >= firstDay;
      });
    },
  };
}
