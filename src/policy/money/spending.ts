import { z } from "zod";
import type { Generation } from "../../generation/generation.ts";
import type { Collection } from "../../generation/ports.ts";

/** What one generation cost. Whose it was and when, so that any sum can be made from it again. */
export const BookingSchema = z.object({
  memberId: z.string(),
  microUsd: z.int().nonnegative(),
  /** Videos that came of it, those that nobody may see included. */
  videos: z.int().nonnegative(),
  /** Milliseconds since 1970. */
  admittedAt: z.int(),
  /** The guild's own key; null for the operator's. */
  keyId: z.string().nullable(),
  /** The provider did not say what some of it cost. */
  estimated: z.boolean(),
  /** What it cost beyond what was held for it. */
  overrunMicroUsd: z.int().nonnegative(),
  /** The bot had given up on it, and told its member that it is free: nobody's allowance pays. */
  late: z.boolean().optional(),
});
export type Booking = z.infer<typeof BookingSchema>;

/** One guild's day of admission: bookings by generation, so booking twice changes nothing. */
export const SpendingSchema = z.record(z.string().regex(/^\d+$/), BookingSchema);
export type Spending = z.infer<typeof SpendingSchema>;

export interface SpendingStore extends Pick<Collection<Spending>, "get" | "update"> {
  ids(): Promise<string[]>;
  /** What is there of `ids`, the unreadable apart. */
  getMany(
    ids: readonly string[],
  ): Promise<({ id: string; value: Spending } | { id: string; broken: Error })[]>;
}

/**
 * Where a day is booked. `aside` is a second document of the same day, for what cannot go into the
 * first because that one is unreadable.
 */
export const documentId = (guildId: string, day: string, aside = false): string =>
  `${guildId}:${day}${aside ? ":aside" : ""}`;

/** Undefined for an id that this bot does not write. */
export function parseDocumentId(
  id: string,
): { guildId: string; day: string; isAside: boolean } | undefined {
  const [, guildId, day, aside] = /^(\d+):(\d{4}-\d{2}-\d{2})(:aside)?$/.exec(id) ?? [];
  if (guildId === undefined || day === undefined) return undefined;
  return { guildId, day, isAside: aside !== undefined };
}

/** What there is to book of a generation; undefined while it has cost nothing. */
export function bookingOf(generation: Generation): Booking | undefined {
  const { memberId, cost, videos, admittedAt, keyId, boundMicroUsd } = generation;
  if (cost === null) return undefined;
  return {
    memberId,
    microUsd: cost.microUsd,
    videos: videos.length > 0 ? videos.length : generation.request.results,
    admittedAt,
    keyId,
    estimated: cost.estimated,
    // Where the bot had given up on the task, nothing was held any more when its cost came.
    overrunMicroUsd: Math.max(0, cost.microUsd - (isLate(generation) ? 0 : boundMicroUsd)),
    ...(isLate(generation) ? { late: true } : {}),
  };
}

const isLate = ({ failure }: Generation): boolean =>
  failure?.kind === "deadline" || failure?.kind === "unknownCharge";

export const isSameBooking = (one: Booking | undefined, other: Booking): boolean =>
  one !== undefined &&
  one.microUsd === other.microUsd &&
  one.videos === other.videos &&
  one.estimated === other.estimated &&
  one.overrunMicroUsd === other.overrunMicroUsd &&
  one.late === other.late;
