import { isEnd, type Generation } from "../../generation/generation.ts";
import { bookingOf, type Booking } from "./spending.ts";
import type { Share, Tally } from "./tally.ts";

/** What is held for a request, and whose it is. */
export type Reservation = Omit<Share, "spentMicroUsd" | "isOpen" | "isFreeForMember">;

/**
 * What each unfinished generation adds to the sums beside the documents: first what is reserved for
 * it, then what it cost until that is booked. One share a generation, whatever happens to it.
 */
export interface Shares {
  reserve(id: string, reservation: Reservation): void;
  /** The cost in the place of what was reserved; nothing in the place of it where there is none. */
  spend(generation: Generation): void;
  drop(id: string): void;
  has(id: string): boolean;
  held(id: string): Share | undefined;
  unbooked(guildId: string): [generationId: string, booking: Booking][];
}

export function createShares(tally: Pick<Tally, "add" | "subtract">): Shares {
  const shares = new Map<string, Share>();
  /** The costs among them. */
  const costs = new Map<string, { guildId: string; booking: Booking }>();

  function put(id: string, share: Share | undefined): void {
    costs.delete(id);
    const before = shares.get(id);
    if (before !== undefined) tally.subtract(before);
    if (share === undefined) shares.delete(id);
    else {
      shares.set(id, share);
      tally.add(share);
    }
  }

  return {
    reserve: (id, reservation) => put(id, { ...reservation, spentMicroUsd: 0, isOpen: true }),
    spend(generation) {
      const { id, guildId } = generation;
      const booking = bookingOf(generation);
      put(id, booking && shareOf(guildId, booking));
      if (booking !== undefined) costs.set(id, { guildId, booking });
    },
    drop: (id) => put(id, undefined),
    has: (id) => shares.has(id),
    held(id) {
      const share = shares.get(id);
      return share?.isOpen === true ? share : undefined;
    },
    unbooked: (guildId) =>
      [...costs]
        .filter(([, cost]) => cost.guildId === guildId)
        .map(([id, { booking }]) => [id, booking]),
  };
}

/** From admission until the cost is known, or is known to be none. */
export const isUnderWay = ({ state, cost }: Generation): boolean =>
  cost === null && state !== "held" && !isEnd(state);

export function reservationOf(generation: Generation): Reservation {
  const { guildId, memberId, keyId, admittedAt, reservedMicroUsd, request } = generation;
  return { guildId, memberId, keyId, admittedAt, reservedMicroUsd, videos: request.results };
}

/** What a booked generation adds to the sums. */
export function shareOf(guildId: string, booking: Booking): Share {
  const { memberId, keyId, admittedAt, microUsd, videos, late } = booking;
  const whose = { guildId, memberId, keyId, admittedAt, isFreeForMember: late === true };
  return { ...whose, spentMicroUsd: microUsd, reservedMicroUsd: 0, videos, isOpen: false };
}
