import type { Generation } from "../../generation/generation.ts";
import type { Threads } from "../ports.ts";
import { belongsInGallery, guildMessageOf, type Entry } from "./entry.ts";
import type { Unlisting } from "./unlisting.ts";

/**
 * The entry of a generation as it belongs into its gallery; undefined where it does not.
 * @throws {RetryableError} Discord did not say who sees its thread
 */
export type MakeEntry = (generation: Generation) => Promise<Entry | undefined>;

export function createMakeEntry(tools: {
  unlisting: Pick<Unlisting, "isUnlisted">;
  threads: Threads;
}): MakeEntry {
  const { unlisting, threads } = tools;
  return async (generation) => {
    const message = belongsInGallery(generation) ? guildMessageOf(generation) : null;
    if (message === null || (await unlisting.isUnlisted(generation))) return undefined;
    const { channelId, parentChannelId } = message;
    return {
      memberId: generation.memberId,
      style: generation.request.style,
      channelId,
      parentChannelId,
      isPrivateThread: parentChannelId !== null && (await threads.isPrivate(channelId)),
    };
  };
}
