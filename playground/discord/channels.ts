import { attachmentPath } from "./cdn-paths.ts";
import type { Core } from "./core.ts";
import { type Channel, ChannelType, isThread, type Overwrite } from "./model.ts";
import { tellChannel } from "./threads.ts";
import { threadsOf } from "./world.ts";

export interface ChannelDraft {
  readonly guildId: string | null;
  readonly type: number;
  readonly name: string;
  readonly parentId?: string | null;
  readonly recipientId?: string | null;
  readonly topic?: string | null;
  readonly nsfw?: boolean;
  readonly overwrites?: readonly Overwrite[];
}

export function createChannel(core: Core, draft: ChannelDraft): Channel {
  const channel: Channel = {
    id: core.ids.next(),
    type: draft.type,
    guildId: draft.guildId,
    parentId: draft.parentId ?? null,
    recipientId: draft.recipientId ?? null,
    thread: null,
    messages: new Map(),
    name: draft.name,
    topic: draft.topic ?? null,
    nsfw: draft.nsfw ?? false,
    position: core.world.channels.size,
    overwrites: [...(draft.overwrites ?? [])],
    lastMessageId: null,
    deleted: false,
  };
  core.world.channels.set(channel.id, channel);
  tellChannel(core, "CHANNEL_CREATE", channel);
  return channel;
}

/** The direct message between the bot and somebody; there is only ever one. */
export function directChannel(core: Core, userId: string): Channel {
  for (const channel of core.world.channels.values()) {
    if (channel.type === ChannelType.dm && channel.recipientId === userId) return channel;
  }
  return createChannel(core, {
    guildId: null,
    type: ChannelType.dm,
    name: "",
    recipientId: userId,
  });
}

/** Deletes a channel with its threads and everything that was posted there. */
export function deleteChannel(core: Core, channel: Channel): void {
  for (const thread of threadsOf(core.world, channel.id)) deleteChannel(core, thread);
  channel.deleted = true;
  core.world.channels.delete(channel.id);
  for (const message of channel.messages.values()) {
    message.deleted = true;
    for (const attachment of message.attachments) {
      core.files.remove(attachmentPath(channel.id, attachment));
    }
  }
  channel.messages.clear();
  tellChannel(core, isThread(channel) ? "THREAD_DELETE" : "CHANNEL_DELETE", channel);
}
