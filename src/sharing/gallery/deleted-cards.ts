import type { Generation } from "../../generation/generation.ts";
import { pageKeyOf, type DayPages } from "../day-pages.ts";
import type { Generations } from "../generations.ts";
import { timeOf } from "../snowflake.ts";
import { guildMessageOf, type Entry } from "./entry.ts";

/** Messages that were deleted in one channel. */
export interface DeletedMessages {
  guildId: string;
  channelId: string;
  messageIds: readonly string[];
}

/** A card is the answer to an interaction, whose token lives so long; nearly all come at once. */
const ANSWERED_WITHIN_MS = 15 * 60_000;

/**
 * The results whose cards these messages were. A card's id tells when it was posted, and with it the
 * day that the gallery keeps its result under: of everything else nothing is read. Results that were
 * posted anew, long after they were asked for, are not found by this.
 */
export function createFindDeleted(tools: {
  entries: Pick<DayPages<Entry>, "get">;
  generations: Generations;
}): (deleted: DeletedMessages) => Promise<Generation[]> {
  const { entries, generations } = tools;

  return async ({ guildId, channelId, messageIds }) => {
    const keys = new Set(messageIds.flatMap((id) => pagesAround(guildId, id)));
    const times = messageIds.map(timeOf);
    const candidates: string[] = [];
    for (const key of keys) {
      for (const [id, entry] of Object.entries(await entries.get(key))) {
        if (entry.channelId !== channelId) continue;
        const askedAt = timeOf(id);
        const fits = (at: number): boolean => at >= askedAt && at - askedAt <= ANSWERED_WITHIN_MS;
        if (times.some(fits)) candidates.push(id);
      }
    }
    // Of a minute a channel has a handful; the store takes 500 at once.
    const found = await generations.many(candidates.slice(0, 500));
    return found.filter((one) => {
      const message = guildMessageOf(one);
      return message !== null && messageIds.includes(message.messageId);
    });
  };
}

/** The page of the day on which a message was posted, and of the one before shortly after midnight. */
function pagesAround(guildId: string, messageId: string): string[] {
  const before = BigInt(messageId) - (BigInt(ANSWERED_WITHIN_MS) << 22n);
  const earliest = before > 0n ? before.toString() : messageId;
  return [pageKeyOf(guildId, messageId), pageKeyOf(guildId, earliest)];
}
