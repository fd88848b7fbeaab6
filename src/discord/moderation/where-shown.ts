import type { Generation } from "../../generation/generation.ts";

/** The message that shows a generation to the guild, as a link; its channel where there is none. */
export function linkTo({ guildId, channelId, card, place }: Generation): string {
  if (place.kind === "newMessage" && place.channelId !== null && place.messageId !== null) {
    return `https://discord.com/channels/${guildId}/${place.channelId}/${place.messageId}`;
  }
  return card.ephemeral || card.messageId === null
    ? `<#${channelId}>`
    : `https://discord.com/channels/${guildId}/${channelId}/${card.messageId}`;
}
