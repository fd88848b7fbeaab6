import { PermissionFlagsBits, type BaseInteraction } from "discord.js";
import { ForbiddenError } from "../generation/errors.ts";

/** By the names that Discord's own settings show. */
const RIGHTS = {
  ManageMessages: "Manage Messages",
  ManageGuild: "Manage Server",
  Administrator: "Administrator",
} as const;

/** What a command, or a press, may ask of the member. */
export type Right = keyof typeof RIGHTS;

/** What Discord computed for this very interaction, in this channel; administrators have all. */
type Holder = Pick<BaseInteraction, "memberPermissions">;

export const hasRight = ({ memberPermissions }: Holder, right: Right): boolean =>
  memberPermissions?.has(PermissionFlagsBits[right]) ?? false;

/**
 * The same in another channel of the guild, by the roles as we know them; of a thread its parent says.
 * False in a channel that the member does not see.
 */
export function hasRightAt(interaction: BaseInteraction, channelId: string, right: Right): boolean {
  if (!interaction.inCachedGuild()) return false;
  const { guild, member } = interaction;
  const permissions = guild.channels.cache.get(channelId)?.permissionsFor(member);
  return permissions?.has(["ViewChannel", right]) ?? false;
}

/**
 * Lets only members with this right pass. `default_member_permissions` is what Discord's client
 * offers, and a server can change it: this is what decides.
 * @throws {ForbiddenError} naming the right in Discord's words
 */
export function needs(interaction: Holder, right: Right): void {
  if (hasRight(interaction, right)) return;
  const where = right === "ManageMessages" ? " in this channel" : "";
  throw new ForbiddenError(
    `You need the permission **${RIGHTS[right]}**${where} for this. Nothing was changed.`,
  );
}
