import type { Refusal } from "./refusal.ts";
import type { Totals } from "./timeline.ts";
import { atMost } from "./words.ts";

/**
 * A guild's day is that of its moderators' time zone, which they may change at any time: each change
 * could begin a new day, and with it all that the operator gives for one. No 24 hours meet more than
 * two days of one zone, so twice the limit of a day is the most that an honest guild spends in them.
 */
export function zoneChangeRefusals(
  limit: number | undefined,
  /** What the operator paid or holds for the guild, of the last 24 hours. */
  lately: Totals,
  asked: number,
): Refusal[] {
  if (limit === undefined) return [];
  const room = 2 * limit - lately.spentMicroUsd - lately.reservedMicroUsd;
  if (asked <= room) return [];
  const sentence = `The bot's operator allows each server ${atMost(limit)} a day, and with days of several time zones more than twice that would be spent within 24 hours. Please try again in some hours.`;
  return [{ sentence, renewsAt: null, roomMicroUsd: room }];
}
