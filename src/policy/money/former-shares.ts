import type { Ledger } from "./ledger.ts";

/**
 * A member who had their data deleted is booked under another name from then on, and in the sums
 * after the next start: what they spent today still counts.
 * @param nameOf the name of a former member
 */
export function withFormerShares(ledger: Ledger, nameOf: (memberId: string) => string): Ledger {
  const { sums } = ledger;
  const member: Ledger["sums"]["member"] = (guildId, memberId, timeZone, now) => {
    const own = sums.member(guildId, memberId, timeZone, now);
    const former = sums.member(guildId, nameOf(memberId), timeZone, now);
    return {
      day: {
        spentMicroUsd: own.day.spentMicroUsd + former.day.spentMicroUsd,
        reservedMicroUsd: own.day.reservedMicroUsd + former.day.reservedMicroUsd,
        videos: own.day.videos + former.day.videos,
      },
      atOnce: own.atOnce + former.atOnce,
    };
  };
  return { ...ledger, sums: { ...sums, member } };
}
