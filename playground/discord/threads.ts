import type { Core } from "./core.ts";
import { type Channel, ChannelType } from "./model.ts";
import { presentChannel } from "./present/present-channel.ts";
import { Intent } from "./wire-numbers.ts";

export interface ThreadDraft {
  readonly parent: Channel;
  readonly name: string;
  readonly ownerId: string;
  readonly type?: number;
  /** A thread that hangs on a message has the message's id. */
  readonly messageId?: string;
}

export function createThread(core: Core, draft: ThreadDraft): Channel {
  const now = core.clock.now();
  const thread: Channel = {
    id: draft.messageId ?? core.ids.next(),
    type: draft.type ?? ChannelType.publicThread,
    guildId: draft.parent.guildId,
    parentId: draft.parent.id,
    recipientId: null,
    thread: {
      archived: false,
      locked: false,
      ownerId: draft.ownerId,
      createdAt: now,
      archivedAt: now,
    },
    messages: new Map(),
    name: draft.name,
    topic: null,
    nsfw: draft.parent.nsfw,
    position: 0,
    overwrites: [],
    lastMessageId: null,
    deleted: false,
  };
  core.world.channels.set(thread.id, thread);
  tellChannel(core, "THREAD_CREATE", thread, { newly_created: true });
  return thread;
}

export function tellThreadChanged(core: Core, thread: Channel): void {
  tellChannel(core, "THREAD_UPDATE", thread);
}

export function tellChannel(
  core: Core,
  t: string,
  channel: Channel,
  extra: Record<string, unknown> = {},
): void {
  core.dispatch({
    t,
    d: { ...presentChannel(core.world, channel), ...extra },
    guildId: channel.guildId,
    intent: Intent.guilds,
  });
  core.events.emit("channel", channel);
}
