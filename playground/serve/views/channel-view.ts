import { PermissionFlagsBits } from "discord-api-types/v10";
import { mayUse } from "../../discord/command-options.ts";
import { permissionsIn, sendingFlag } from "../../discord/member-permissions.ts";
import { type Channel, ChannelType, type Command, isThread } from "../../discord/model.ts";
import { has } from "../../discord/permissions.ts";
import type { World } from "../../discord/world.ts";
import type { ChannelView } from "../../web/api.ts";

export function channelView(world: World, channel: Channel, userId: string): ChannelView {
  const bits = permissionsIn(world, channel, userId);
  const isDirect = channel.type === ChannelType.dm;
  const bot = world.bot.globalName ?? world.bot.username;
  return {
    id: channel.id,
    guildId: channel.guildId,
    type: channel.type,
    name: isDirect ? bot : channel.name,
    topic: channel.topic,
    parentId: channel.parentId,
    isThread: isThread(channel),
    isArchived: channel.thread?.archived ?? false,
    isNsfw: channel.nsfw,
    canSend: has(bits, sendingFlag(channel)),
    canDelete: has(bits, PermissionFlagsBits.ManageMessages),
    commandIds: offeredCommands(world, channel, bits).map(({ id }) => id),
    lastMessageId: channel.lastMessageId,
  };
}

/** What Discord's client offers: a guild's own command hides a global one of the same name. */
function offeredCommands(world: World, channel: Channel, bits: bigint): Command[] {
  const guild = channel.guildId === null ? undefined : world.guilds.get(channel.guildId);
  if (guild && !guild.botPresent) return [];
  if (!has(bits, PermissionFlagsBits.UseApplicationCommands | sendingFlag(channel))) return [];
  const here = [...world.commands.values()].filter(
    ({ guildId, data }) =>
      (guildId === null || guildId === guild?.id) && mayUse(data, bits, guild ? 0 : 1),
  );
  const own = here.filter(({ guildId }) => guildId !== null);
  const isHidden = ({ guildId, data }: Command): boolean =>
    guildId === null &&
    own.some((other) => other.data.name === data.name && other.data.type === data.type);
  return here.filter((command) => !isHidden(command));
}
