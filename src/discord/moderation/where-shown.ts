import type { Generation } from "../../generation/generation.ts";
import { messageUrl } from "../message-url.ts";

/** The message that shows a generation to the guild, as a link; its channel where there is none. */
export function linkTo({ guildId, channelId, card, place }: Generation): string {
  if (place.kind === "newMessage" && place.channelId !== null && place.messageId !== null) {
    return messageUrl(guildId, place.channelId, place.messageId);
  }
  return card.ephemeral || card.messageId === null
    ? `<#${channelId}>`
    : messageUrl(guildId, channelId, card.messageId);
}
