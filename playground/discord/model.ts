/**
 * What the local Discord knows. Times are milliseconds of its own clock; wire shapes are made from
 * these in `present/`, so nothing here is ever handed out by reference.
 */

export interface User {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly bot: boolean;
  readonly locale: string;
  /** Largest file this member's own client would send. */
  readonly uploadLimitBytes: number;
  /** Whether direct messages of bots are let in. */
  dmsOpen: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly managedBy: string | null;
  permissions: bigint;
}

export interface Member {
  readonly userId: string;
  readonly joinedAt: number;
  readonly nick: string | null;
  roles: string[];
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  premiumTier: 0 | 1 | 2 | 3;
  /** What interactions state as `attachment_size_limit`. */
  statedUploadBytes: number;
  /** What is really let in; Discord's stated number has been higher than this at times. */
  uploadLimitBytes: number;
  botPresent: boolean;
  unavailable: boolean;
}

export interface Overwrite {
  readonly id: string;
  /** 0: a role, 1: a member. */
  readonly type: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface ThreadState {
  archived: boolean;
  locked: boolean;
  readonly ownerId: string;
  readonly createdAt: number;
  archivedAt: number;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly guildId: string | null;
  readonly parentId: string | null;
  /** The other side of a direct message. */
  readonly recipientId: string | null;
  readonly thread: ThreadState | null;
  readonly messages: Map<string, Message>;
  name: string;
  topic: string | null;
  nsfw: boolean;
  position: number;
  overwrites: Overwrite[];
  lastMessageId: string | null;
  deleted: boolean;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
  readonly spoiler: boolean;
  description: string | null;
  title: string | null;
}

/** A component tree as the bot sent it, with ids given out and media tied to attachments. */
export type ComponentTree = Record<string, unknown>[];

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly authorId: string;
  readonly type: number;
  /** Set on ephemeral messages: the only person who sees it. */
  readonly ephemeralFor: string | null;
  /** The interaction that brought this message forth. */
  readonly interaction: InteractionMark | null;
  readonly createdAt: number;
  readonly replyTo: string | null;
  editedAt: number | null;
  content: string;
  embeds: unknown[];
  components: ComponentTree;
  flags: number;
  attachments: Attachment[];
  mentions: string[];
  pinned: boolean;
  deleted: boolean;
  /** How often this message was edited; people see that it was, tests how often. */
  edits: number;
}

export interface InteractionMark {
  readonly id: string;
  readonly type: number;
  readonly userId: string;
  readonly name: string | null;
  readonly originalMessageId: string | null;
}

export type InteractionState = "waiting" | "answered" | "lapsed";

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly guildId: string | null;
  readonly channelId: string;
  readonly userId: string;
  /** As dispatched, so that a replay is byte for byte the same. */
  readonly payload: Record<string, unknown>;
  readonly createdAt: number;
  /** From then on its token is dead. */
  tokenEndsAt: number;
  /** The message a pressed component sits on. */
  readonly sourceMessageId: string | null;
  readonly commandName: string | null;
  state: InteractionState;
  /** Stops the clock for the first answer. */
  stopDeadline: () => void;
  /** What `@original` means. */
  originalMessageId: string | null;
  /** Whether a deferral asked for an ephemeral answer. */
  deferredEphemeral: boolean;
  response: InteractionResponse | null;
}

export type InteractionResponse =
  | { readonly kind: "message"; readonly message: Message; readonly ephemeral: boolean }
  | { readonly kind: "deferred"; readonly message: Message; readonly ephemeral: boolean }
  | { readonly kind: "update"; readonly message: Message }
  | { readonly kind: "deferredUpdate" }
  | { readonly kind: "choices"; readonly choices: { name: string; value: string | number }[] }
  | { readonly kind: "modal"; readonly modal: Record<string, unknown> };

export interface Command {
  readonly id: string;
  readonly guildId: string | null;
  readonly version: string;
  readonly data: Record<string, unknown> & { name: string; type: number };
}

export const MessageFlag = {
  crossposted: 1 << 0,
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export const ChannelType = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  news: 5,
  newsThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
} as const;

export function isThread(channel: { type: number }): boolean {
  return channel.type >= 10 && channel.type <= 12;
}
