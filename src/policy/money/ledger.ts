import type { Generation } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { dayOf, shiftDay } from "./days.ts";
import { createDocuments, type Documents } from "./documents.ts";
import { bookingOf, type Booking, type SpendingStore } from "./spending.ts";
import { createShares, isUnderWay, reservationOf, shareOf, type Reservation } from "./shares.ts";
import { createTally, MONTH_KEPT_DAYS, type Tally } from "./tally.ts";

/**
 * All money of the bot. Sums are kept in memory: what the documents hold, and the share of each
 * unfinished generation beside it, first what is reserved, then what it cost until that is booked.
 */
export interface Ledger {
  /** Holds money, whatever the sums say: ask them before, without an await between. */
  reserve(reservation: Reservation & { generationId: string }): void;
  /** What is held for a request whose cost is not known yet. */
  held(generationId: string): Pick<Reservation, "admittedAt" | "reservedMicroUsd"> | undefined;
  /** Gives back what is held for a request that came to nothing; what was spent stays spent. */
  release(generationId: string): void;
  /** After each change of an unfinished record, so that the sums follow it at once. */
  follow(generation: Generation): void;
  /**
   * Enters the cost of a generation into its document; does nothing for one that cost nothing. May
   * run again, and for a cost that came late.
   * @throws {Error} the store takes nothing; the sums keep what they have
   */
  book(generation: Generation): Promise<void>;
  /** Takes over an unfinished record at start, before anything is admitted. */
  restore(generation: Generation): Promise<void>;
  /** A guild's costs that are known and not in a document yet: their videos are on their way. */
  unbooked(guildId: string): [generationId: string, booking: Booking][];
  sums: Pick<Tally, "guild" | "lately" | "member" | "operator">;
  documents: Pick<Documents, "of" | "isReadable">;
}

const PRUNE_EVERY_MS = 60 * 60_000;
/**
 * What is forgotten moves on by so much at a time: a clock that is wrong for some hours would else
 * make every sum of today forgotten, and put right again, let everything be spent a second time.
 */
const PRUNE_STEP_MS = 2 * PRUNE_EVERY_MS;

/**
 * Reads the documents that this month's sums need, not the whole past.
 * @throws {Error} the store cannot be read at all
 */
export async function openLedger(
  store: SpendingStore,
  { clock, log }: { clock: Pick<Clock, "now">; log: Pick<Log, "error"> },
): Promise<Ledger> {
  const tally = createTally();
  const documents = createDocuments(store, log);
  const shares = createShares(tally);
  /** Where a write failed, what the sums have of its document: the write may have happened. */
  const doubtful = new Map<string, Booking | undefined>();
  /** Bookings of one generation follow each other. */
  const underWay = new Map<string, Promise<void>>();
  let prunedAt = clock.now();
  let forgottenAsOf = prunedAt;

  const firstDay = shiftDay(dayOf(clock.now(), "UTC").name, -MONTH_KEPT_DAYS);
  for await (const { guildId, ...day } of documents.since(firstDay)) {
    if ("unreadable" in day) continue;
    for (const [, booking] of day.bookings) tally.add(shareOf(guildId, booking));
  }

  function prune(): void {
    const now = clock.now();
    if (Math.abs(now - prunedAt) < PRUNE_EVERY_MS) return;
    prunedAt = now;
    forgottenAsOf = Math.min(now, forgottenAsOf + PRUNE_STEP_MS);
    tally.prune(forgottenAsOf);
  }

  async function bookNow(generation: Generation, booking: Booking): Promise<void> {
    const { id, guildId, day } = generation;
    let counted: Booking | undefined;
    let isRead = false;
    const onRead = (before: Booking | undefined): void => {
      counted = doubtful.has(id) ? doubtful.get(id) : before;
      isRead = true;
    };
    try {
      await documents.write({ guildId, day, generationId: id }, booking, onRead);
    } catch (error) {
      if (isRead) doubtful.set(id, counted);
      throw error;
    }
    doubtful.delete(id);
    shares.drop(id);
    if (counted !== undefined) tally.subtract(shareOf(guildId, counted));
    tally.add(shareOf(guildId, booking));
    prune();
  }

  return {
    reserve({ generationId, ...whose }) {
      prune();
      shares.reserve(generationId, whose);
    },

    held: (generationId) => shares.held(generationId),

    release(generationId) {
      if (shares.held(generationId) !== undefined) shares.drop(generationId);
    },

    follow(generation) {
      // While its member says yes, money may be held for it that the record does not know of yet.
      if (generation.state === "held" && generation.cost === null) return;
      if (isUnderWay(generation)) shares.reserve(generation.id, reservationOf(generation));
      else if (shares.has(generation.id)) shares.spend(generation);
      // Else it is in its document already, or came to nothing.
    },

    book(generation) {
      const booking = bookingOf(generation);
      if (booking === undefined) return Promise.resolve();
      const before = underWay.get(generation.id) ?? Promise.resolve();
      const booked = before.then(() => bookNow(generation, booking));
      const ended = booked
        // The caller gets the error; the next booking of this generation only waits.
        .catch(() => undefined)
        .finally(() => {
          if (underWay.get(generation.id) === ended) underWay.delete(generation.id);
        });
      underWay.set(generation.id, ended);
      return booked;
    },

    async restore(generation) {
      const { id, guildId, day } = generation;
      if (isUnderWay(generation)) shares.reserve(id, reservationOf(generation));
      if (generation.cost === null) return;
      // The process may have died between the record and the document.
      const booked = await documents.find(guildId, day, id);
      if (booked === undefined) shares.spend(generation);
    },

    unbooked: (guildId) => shares.unbooked(guildId),
    sums: tally,
    documents,
  };
}
