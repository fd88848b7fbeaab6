import { z } from "zod";
import type { Clock, Collection } from "../../generation/ports.ts";

/** When a member shared what with a guild, by generation id: milliseconds since 1970. */
export const ShareTimesSchema = z.record(z.string(), z.int());
export type ShareTimes = z.infer<typeof ShareTimesSchema>;

/** Enough for whoever has something to show, too few to fill a channel that is not one's own. */
export const SHARES_A_DAY = 5;
const DAY_MS = 24 * 60 * 60_000;

/** How much one member sends to one guild. */
export interface ShareLimit {
  /** Counts a share, once for a generation; false where there were too many in the last 24 hours. */
  take(guildId: string, memberId: string, generationId: string): Promise<boolean>;
}

/** @param store by `guildId:memberId` of the guild that receives */
export function createShareLimit(
  store: Pick<Collection<ShareTimes>, "update">,
  clock: Pick<Clock, "now">,
): ShareLimit {
  return {
    async take(guildId, memberId, generationId) {
      let isTaken = false;
      await store.update(`${guildId}:${memberId}`, (times = {}) => {
        const now = clock.now();
        const recent = Object.entries(times).filter(([, at]) => Math.abs(now - at) < DAY_MS);
        isTaken = recent.length < SHARES_A_DAY || recent.some(([id]) => id === generationId);
        return isTaken ? { [generationId]: now, ...Object.fromEntries(recent) } : undefined;
      });
      return isTaken;
    },
  };
}
