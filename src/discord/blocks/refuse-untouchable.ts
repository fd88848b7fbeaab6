import {
  DiscordAPIError,
  PermissionFlagsBits,
  PermissionsBitField,
  RESTJSONErrorCodes,
  type BaseInteraction,
} from "discord.js";
import { ForbiddenError, UserError } from "../../generation/errors.ts";
import { hasRight } from "../rights.ts";

/**
 * Whom nobody blocks: oneself, the bot, and, unless by an administrator, whoever manages the server.
 * @throws {UserError} with the sentence for the moderator
 */
export async function refuseUntouchable(
  interaction: BaseInteraction,
  memberId: string,
): Promise<void> {
  if (memberId === interaction.user.id) throw new UserError("You cannot block yourself.");
  if (memberId === interaction.applicationId) throw new UserError("You cannot block the bot.");
  if (hasRight(interaction, "Administrator")) return;
  const rights = await rightsOf(interaction, memberId);
  if (!rights.has(PermissionFlagsBits.ManageGuild)) return;
  throw new ForbiddenError(
    `<@${memberId}> manages this server, so only someone with the permission **Administrator** can block them. Nothing was changed.`,
  );
}

/** Somebody who has left has none, and can be blocked for their return. */
async function rightsOf(
  interaction: BaseInteraction,
  memberId: string,
): Promise<Readonly<PermissionsBitField>> {
  try {
    // Asked anew: without the members intent what is remembered may be out of date.
    const member = await interaction.guild?.members.fetch({ user: memberId, force: true });
    return member?.permissions ?? new PermissionsBitField();
  } catch (error) {
    const isGone =
      error instanceof DiscordAPIError &&
      (error.code === RESTJSONErrorCodes.UnknownMember ||
        error.code === RESTJSONErrorCodes.UnknownUser);
    if (!isGone) throw error;
    return new PermissionsBitField();
  }
}
