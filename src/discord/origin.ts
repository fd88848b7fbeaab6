import type {
  BaseInteraction,
  CommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../generation/errors.ts";
import type { Origin } from "../generation/ports/admission.ts";
import type { Answerable } from "../generation/service.ts";

type Asking = CommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

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
    parentChannelId: parentOf(interaction),
    memberId: user.id,
    memberName: nick || user.displayName,
    roleIds: rolesOf(interaction),
    memberPermissions: interaction.memberPermissions?.bitfield ?? 0n,
    uploadLimitBytes: interaction.attachmentSizeLimit,
    appPermissions: interaction.appPermissions.bitfield,
    isThread: channel?.isThread() ?? false,
  };
}

/** The roles that were given to the member; the one of everyone, named like the guild, is none. */
export function rolesOf({
  member,
  guildId,
}: Pick<BaseInteraction, "member" | "guildId">): string[] {
  if (member === null) return [];
  const { roles } = member;
  return (Array.isArray(roles) ? roles : [...roles.cache.keys()]).filter((id) => id !== guildId);
}

/** Of a thread or a forum post: the channel it belongs to, whose rules it has. */
export const parentOf = ({ channel }: Pick<BaseInteraction, "channel">): string | null =>
  channel?.isThread() ? channel.parentId : null;

/** The one answer that Discord allows to this interaction. */
export const answerableOf = ({ id, token, createdTimestamp }: Asking): Answerable => ({
  id,
  token,
  tokenExpiresAt: createdTimestamp + TOKEN_LIFE_MS,
});
