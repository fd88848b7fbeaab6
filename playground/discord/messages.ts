import { keptAttachments, receiveFiles } from "./attachments.ts";
import { attachmentPath } from "./cdn-paths.ts";
import type { Core } from "./core.ts";
import type { UploadedFile } from "./http/read-body.ts";
import { mentionsIn } from "./mentions.ts";
import {
  type Attachment,
  type Channel,
  type InteractionMark,
  type Message,
  MessageFlag,
} from "./model.ts";
import { presentMessageEvent } from "./present/present-to-bot.ts";
import { resolveComponents } from "./resolve-components.ts";
import { Intent } from "./wire-numbers.ts";

export interface MessageDraft {
  readonly channel: Channel;
  readonly authorId: string;
  readonly body: Record<string, unknown>;
  readonly files: readonly UploadedFile[];
  readonly type?: number;
  readonly ephemeralFor?: string | null;
  readonly interaction?: InteractionMark | null;
  readonly replyTo?: string | null;
  /** A deferral's "thinking…". */
  readonly loading?: boolean;
}

// What a body may set of the flags; the rest is Discord's to give.
const SETTABLE =
  MessageFlag.suppressEmbeds | MessageFlag.suppressNotifications | MessageFlag.componentsV2;

export async function createMessage(core: Core, draft: MessageDraft): Promise<Message> {
  const { channel, body } = draft;
  const attachments = await receiveFiles(core, body["attachments"], draft.files);
  const message: Message = {
    id: core.ids.next(),
    channelId: channel.id,
    guildId: channel.guildId,
    authorId: draft.authorId,
    type: draft.type ?? (draft.replyTo ? 19 : 0),
    ephemeralFor: draft.ephemeralFor ?? null,
    interaction: draft.interaction ?? null,
    createdAt: core.clock.now(),
    replyTo: draft.replyTo ?? null,
    editedAt: null,
    content: typeof body["content"] === "string" ? body["content"] : "",
    embeds: Array.isArray(body["embeds"]) ? body["embeds"] : [],
    components: resolveComponents(core, body["components"], attachments),
    flags:
      (Number(body["flags"] ?? 0) & SETTABLE) |
      (draft.ephemeralFor ? MessageFlag.ephemeral : 0) |
      (draft.loading ? MessageFlag.loading : 0),
    attachments,
    mentions: mentionsIn(core.world, body),
    pinned: false,
    deleted: false,
    edits: 0,
  };
  storeFiles(core, message, []);
  channel.messages.set(message.id, message);
  if (!message.ephemeralFor) channel.lastMessageId = message.id;
  tell(
    core,
    "create",
    message,
    typeof body["nonce"] === "undefined" ? {} : { nonce: body["nonce"] },
  );
  return message;
}

/** Applies the fields a body names and leaves the others; null empties a field. */
export async function editMessage(
  core: Core,
  message: Message,
  body: Record<string, unknown>,
  files: readonly UploadedFile[],
): Promise<Message> {
  const added = await receiveFiles(core, body["attachments"], files);
  // Nothing is awaited from here on: of two edits at once each sees the other's whole work.
  const before = message.attachments;
  const attachments = [...keptAttachments(body["attachments"], before), ...added];
  const components =
    body["components"] === undefined
      ? message.components
      : resolveComponents(core, body["components"], attachments);
  message.attachments = attachments;
  message.components = components;
  if (body["content"] !== undefined) {
    message.content = typeof body["content"] === "string" ? body["content"] : "";
  }
  if (body["embeds"] !== undefined) {
    message.embeds = Array.isArray(body["embeds"]) ? body["embeds"] : [];
  }
  if (typeof body["flags"] === "number") {
    // Components V2 stays once set, whatever the edit says.
    const kept = message.flags & (~SETTABLE | MessageFlag.componentsV2);
    message.flags = kept | (body["flags"] & SETTABLE);
  }
  const wasLoading = (message.flags & MessageFlag.loading) !== 0;
  message.flags &= ~MessageFlag.loading;
  // Filling a deferral is not an edit: nobody saw anything before.
  if (!wasLoading) message.editedAt = core.clock.now();
  message.edits += 1;
  message.mentions = mentionsIn(core.world, { ...body, content: message.content });
  storeFiles(core, message, before);
  tell(core, "update", message);
  return message;
}

export function deleteMessage(core: Core, message: Message): void {
  const channel = core.world.channels.get(message.channelId);
  if (!channel?.messages.delete(message.id)) return;
  message.deleted = true;
  for (const attachment of message.attachments) {
    core.files.remove(attachmentPath(message.channelId, attachment));
  }
  tell(core, "delete", message);
}

function storeFiles(core: Core, message: Message, before: readonly Attachment[]): void {
  const now = new Set(message.attachments.map(({ id }) => id));
  for (const gone of before) {
    if (!now.has(gone.id)) core.files.remove(attachmentPath(message.channelId, gone));
  }
  for (const attachment of message.attachments) {
    core.files.put(attachmentPath(message.channelId, attachment), attachment);
  }
}

const EVENT_NAMES = {
  create: "MESSAGE_CREATE",
  update: "MESSAGE_UPDATE",
  delete: "MESSAGE_DELETE",
} as const;

function tell(
  core: Core,
  kind: keyof typeof EVENT_NAMES,
  message: Message,
  extra: Record<string, unknown> = {},
): void {
  // Ephemeral messages live in one client's session; the gateway does not speak of them.
  if (!message.ephemeralFor) {
    const ids = {
      id: message.id,
      channel_id: message.channelId,
      ...(message.guildId ? { guild_id: message.guildId } : {}),
    };
    core.dispatch({
      t: EVENT_NAMES[kind],
      d: kind === "delete" ? ids : { ...presentMessageEvent(core, message), ...extra },
      guildId: message.guildId,
      intent: message.guildId ? Intent.guildMessages : Intent.directMessages,
    });
  }
  core.events.emit("message", { kind, message, ephemeralFor: message.ephemeralFor });
}
