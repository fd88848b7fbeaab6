import { type Channel, ChannelType, isThread } from "../model.ts";
import { presentUser } from "./present-user.ts";
import type { World } from "../world.ts";

export function presentChannel(world: World, channel: Channel): Record<string, unknown> {
  const base = {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: 0,
  };
  if (channel.type === ChannelType.dm) {
    const other = channel.recipientId ? world.users.get(channel.recipientId) : undefined;
    return { ...base, recipients: other ? [presentUser(other)] : [] };
  }
  if (isThread(channel)) return { ...base, ...threadFields(channel) };
  return {
    ...base,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    position: channel.position,
    topic: channel.topic,
    nsfw: channel.nsfw,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.type,
      allow: overwrite.allow.toString(),
      deny: overwrite.deny.toString(),
    })),
  };
}

function threadFields(channel: Channel): Record<string, unknown> {
  const { thread } = channel;
  return {
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    owner_id: thread?.ownerId,
    rate_limit_per_user: 0,
    message_count: channel.messages.size,
    member_count: 1,
    total_message_sent: channel.messages.size,
    thread_metadata: {
      archived: thread?.archived ?? false,
      locked: thread?.locked ?? false,
      auto_archive_duration: 4_320,
      archive_timestamp: new Date(thread?.archivedAt ?? 0).toISOString(),
      create_timestamp: new Date(thread?.createdAt ?? 0).toISOString(),
    },
  };
}
