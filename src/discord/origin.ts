import type { CommandInteraction, MessageComponentInteraction } from "discord.js";
import { UserError } from "../generation/errors.ts";
import type { Origin } from "../generation/ports.ts";
import type { Answerable } from "../generation/service.ts";

type Asking = CommandInteraction | MessageComponentInteraction;

/** Discord's documentation: an interaction token is valid for 15 minutes. */
const TOKEN_LIFE_MS = 15 * 60_000;

/** Who asks, from where, by what the interaction itself says. */
export function originOf(interaction: Asking): Origin {
  const { guildId, channelId, channel, member, user } = interaction;
  if (guildId === null || channelId === null) {
    throw new UserError("Videos can be made in servers only, for now.");
  }
  const nick = member !== null && ("nickname" in member ? member.nickname : member.nick);
  return {
    guildId,
    channelId,
    memberId: user.id,
    memberName: nick || user.displayName,
    uploadLimitBytes: interaction.attachmentSizeLimit,
    appPermissions: interaction.appPermissions.bitfield,
    isThread: channel?.isThread() ?? false,
  };
}

/** The one answer that Discord allows to this interaction. */
export const answerableOf = ({ id, token, createdTimestamp }: Asking): Answerable => ({
  id,
  token,
  tokenExpiresAt: createdTimestamp + TOKEN_LIFE_MS,
});
