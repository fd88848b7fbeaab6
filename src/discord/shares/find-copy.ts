import type { BaseInteraction } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Services } from "../services.ts";

/** A result of another guild that is shown in this one. */
export interface Copy {
  generation: Generation;
  kind: "share" | "feed";
  messageId: string;
  credit: "full" | "none";
}

/**
 * The copy that a press is about: a message of the channel where it happens, which shows this very
 * generation. Both ids come from custom ids, which can be forged.
 * @throws {UserError} there is no such copy here
 */
export async function findCopy(
  { guildId, channelId }: Pick<BaseInteraction, "guildId" | "channelId">,
  generationId: string,
  messageId: string,
  { service, shares }: Pick<Services, "service" | "shares">,
): Promise<Copy> {
  const none = new UserError("This video is no longer shared here.");
  if (guildId === null || channelId === null) throw none;
  const post = (await shares.posts.of(generationId)).find(
    (one) => one.kind === "share" && one.guildId === guildId && one.channelId === channelId,
  );
  // The message is there a moment before its id is written down.
  const isShare =
    post !== undefined &&
    (post.messageId === messageId || (post.messageId === null && post.state === "waiting"));
  const isCopy = !isShare && (await shares.copyAt(generationId, { guildId, channelId, messageId }));
  if (!isShare && !isCopy) throw none;
  const generation = await service.find(generationId);
  if (generation === undefined) throw none;
  return {
    generation,
    kind: isShare ? "share" : "feed",
    messageId,
    credit: isShare ? post.credit : "full",
  };
}
