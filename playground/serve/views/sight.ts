import { PermissionFlagsBits } from "discord-api-types/v10";
import { permissionsIn } from "../../discord/member-permissions.ts";
import type { Channel, Message } from "../../discord/model.ts";
import { has } from "../../discord/permissions.ts";
import type { World } from "../../discord/world.ts";

export const seesChannel = (world: World, channel: Channel, userId: string): boolean =>
  has(permissionsIn(world, channel, userId), PermissionFlagsBits.ViewChannel);

export function seesMessage(world: World, message: Message, userId: string): boolean {
  if (message.ephemeralFor !== null && message.ephemeralFor !== userId) return false;
  const channel = world.channels.get(message.channelId);
  return channel !== undefined && seesChannel(world, channel, userId);
}
