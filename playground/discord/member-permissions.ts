import { PermissionFlagsBits } from "discord-api-types/v10";
import { type Channel, type Guild, isThread } from "./model.ts";
import { computePermissions, has, type PermissionChannel } from "./permissions.ts";
import type { World } from "./world.ts";
import { apiError } from "./api-error.ts";

/** What holds in a direct message, where there are no roles. */
const DM_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseExternalEmojis |
  PermissionFlagsBits.UseApplicationCommands;

/** What a user may do in a channel. Somebody who is not there may do nothing. */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  if (!channel.guildId) {
    const isParty = userId === world.bot.id || userId === channel.recipientId;
    return isParty ? DM_PERMISSIONS : 0n;
  }
  const guild = world.guilds.get(channel.guildId);
  const parent = channel.parentId ? world.channels.get(channel.parentId) : undefined;
  if (!guild || (userId === world.bot.id && !guild.botPresent)) return 0n;
  return permissionsOf(guild, userId, channel, isThread(channel) ? parent : undefined);
}

/** What a user may do in the guild at large. */
export function permissionsOf(
  guild: Guild,
  userId: string,
  channel?: Channel,
  parent?: Channel,
): bigint {
  const member = guild.members.get(userId);
  if (!member) return 0n;
  return computePermissions({
    guild: { id: guild.id, owner_id: guild.ownerId, roles: [...guild.roles.values()] },
    member: { userId, roles: member.roles },
    ...(channel ? { channel: asPermissionChannel(channel) } : {}),
    ...(parent ? { parent: asPermissionChannel(parent) } : {}),
  });
}

function asPermissionChannel(channel: Channel): PermissionChannel {
  return { type: channel.type, permission_overwrites: channel.overwrites };
}

/**
 * @throws ApiError 50001 when the bot cannot even see the channel, 50013 when it lacks a permission
 */
export function requireBot(world: World, channel: Channel, ...flags: bigint[]): void {
  const bits = permissionsIn(world, channel, world.bot.id);
  if (!has(bits, PermissionFlagsBits.ViewChannel)) throw apiError("missingAccess");
  if (flags.some((flag) => !has(bits, flag))) throw apiError("missingPermissions");
}

/** Sending in a thread is a permission of its own. */
export function sendingFlag(channel: Channel): bigint {
  return isThread(channel)
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
}
