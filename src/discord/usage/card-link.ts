import type { Generation } from "../../generation/generation.ts";
import { messageUrl } from "../message-url.ts";

/** Where a member finds a generation again; null where no message of it can be linked to. */
export function cardLink({ guildId, channelId, card, place, deleted }: Generation): string | null {
  if (deleted !== null) return null;
  const at = (space: string, channel: string | null, message: string | null): string | null =>
    channel === null || message === null ? null : messageUrl(space, channel, message);
  switch (place.kind) {
    case "card":
      // Nobody finds an ephemeral message by its address.
      return card.ephemeral ? null : at(guildId, channelId, card.messageId);
    case "newMessage":
      return at(guildId, place.channelId, place.messageId);
    case "directMessage":
      return at("@me", place.channelId, place.messageId);
    case "inbox":
      return null;
  }
}
