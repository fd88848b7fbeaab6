import { z } from "zod";
import type { Generation } from "../../generation/generation.ts";
import { STYLES } from "../../generation/request.ts";
import { isShown } from "../../generation/review.ts";

/** What the gallery keeps of a generation beside its record: enough to choose and to sort by. */
export const EntrySchema = z.object({
  memberId: z.string(),
  style: z.enum(STYLES).nullable(),
  channelId: z.string(),
  /** Where that is a thread or a forum post, the channel it belongs to. */
  parentChannelId: z.string().nullable(),
  /** Only who was added to such a thread sees it, and Discord tells nobody else who that is. */
  isPrivateThread: z.boolean(),
});
export type Entry = z.infer<typeof EntrySchema>;

/** Where a card is, as far as it decides who may see it. */
export type Spot = Pick<Entry, "channelId" | "parentChannelId" | "isPrivateThread">;

/** The entries of one guild and one day (UTC), by generation id. */
export const EntryPageSchema = z.record(z.string(), EntrySchema);
export type EntryPage = z.infer<typeof EntryPageSchema>;

/** The message that shows a generation to its guild; null where there is none. */
export function guildMessageOf({
  channelId,
  parentChannelId,
  card,
  place,
}: Generation): { channelId: string; parentChannelId: string | null; messageId: string } | null {
  if (place.kind === "card") {
    const { messageId } = card;
    // Nobody but its owner sees an ephemeral card.
    return card.ephemeral || messageId === null ? null : { channelId, parentChannelId, messageId };
  }
  if (place.kind !== "newMessage" || place.channelId === null || place.messageId === null) {
    return null;
  }
  return {
    channelId: place.channelId,
    parentChannelId: place.channelId === channelId ? parentChannelId : null,
    messageId: place.messageId,
  };
}

/**
 * Whether a guild's gallery may hold it: finished, shown to the guild, not private, not deleted, and
 * with a video that nobody withholds.
 */
export function belongsInGallery(generation: Generation): boolean {
  const { state, request, deleted, videos } = generation;
  return (
    state === "done" &&
    deleted === null &&
    !request.private &&
    guildMessageOf(generation) !== null &&
    videos.some((video) => isShown(video) && video.posted?.as !== "kept")
  );
}
