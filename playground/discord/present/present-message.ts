import type { Core } from "../core.ts";
import type { Attachment, Message } from "../model.ts";
import { attachmentUrls } from "../cdn-paths.ts";
import { presentUser } from "./present-user.ts";

/** The message as Discord sends it, its addresses freshly signed. */
export function presentMessage(core: Core, message: Message): Record<string, unknown> {
  const { world } = core;
  const author = world.users.get(message.authorId);
  const reply = message.replyTo
    ? world.channels.get(message.channelId)?.messages.get(message.replyTo)
    : undefined;
  const fromBot = message.authorId === world.bot.id;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: author ? presentUser(author) : null,
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: false,
    mentions: message.mentions.flatMap((id) => {
      const user = world.users.get(id);
      return user ? [presentUser(user)] : [];
    }),
    mention_roles: [],
    attachments: message.attachments.map((attachment) =>
      presentAttachment(core, message.channelId, attachment),
    ),
    embeds: structuredClone(message.embeds),
    components: presentComponents(core, message),
    pinned: message.pinned,
    flags: message.flags,
    ...(fromBot && message.interaction
      ? interactionFields(core, message.interaction, message.guildId)
      : {}),
    ...(message.replyTo
      ? {
          message_reference: {
            type: 0,
            message_id: message.replyTo,
            channel_id: message.channelId,
            ...(message.guildId ? { guild_id: message.guildId } : {}),
          },
          referenced_message: reply ? presentMessage(core, { ...reply, replyTo: null }) : null,
        }
      : {}),
  };
}

export function presentAttachment(
  core: Core,
  channelId: string,
  attachment: Attachment,
  ephemeral = false,
): Record<string, unknown> {
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.bytes.length,
    content_type: attachment.contentType,
    ...attachmentUrls(core, channelId, attachment, ephemeral),
    ...(attachment.width === null ? {} : { width: attachment.width, height: attachment.height }),
    ...(attachment.description === null ? {} : { description: attachment.description }),
    ...(attachment.title === null ? {} : { title: attachment.title }),
    ...(ephemeral ? { ephemeral: true } : {}),
    ...(attachment.spoiler ? { flags: 1 << 3 } : {}),
  };
}

function interactionFields(
  core: Core,
  mark: NonNullable<Message["interaction"]>,
  guildId: string | null,
): Record<string, unknown> {
  const user = core.world.users.get(mark.userId);
  const shown = user ? presentUser(user) : null;
  return {
    application_id: core.world.bot.id,
    webhook_id: core.world.bot.id,
    interaction_metadata: {
      id: mark.id,
      type: mark.type,
      user: shown,
      authorizing_integration_owners: { 0: guildId ?? "0" },
      ...(mark.name ? { name: mark.name } : {}),
      ...(mark.originalMessageId ? { original_response_message_id: mark.originalMessageId } : {}),
    },
    ...(mark.name
      ? { interaction: { id: mark.id, type: mark.type, name: mark.name, user: shown } }
      : {}),
  };
}

/** Media that name an attachment get its addresses of this moment. */
function presentComponents(core: Core, message: Message): unknown {
  const byId = new Map(message.attachments.map((attachment) => [attachment.id, attachment]));

  function walk(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value as Record<string, unknown>);
    const id = (value as { attachment_id?: unknown }).attachment_id;
    const attachment = typeof id === "string" ? byId.get(id) : undefined;
    const copy = Object.fromEntries(entries.map(([key, child]) => [key, walk(child)]));
    if (!attachment) return copy;
    return {
      ...copy,
      ...attachmentUrls(core, message.channelId, attachment),
      width: attachment.width,
      height: attachment.height,
      content_type: attachment.contentType,
    };
  }

  return walk(message.components);
}
