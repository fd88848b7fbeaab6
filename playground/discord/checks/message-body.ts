import type { APIEmbed } from "discord-api-types/v10";
import type { Component } from "../component-tree.ts";
import type { FieldPath } from "../form-errors.ts";

/** A message as a bot sends it: the fields that Discord's limits speak of. */
export interface MessageBody {
  content?: string | null;
  embeds?: readonly APIEmbed[] | null;
  components?: readonly Component[] | null;
  poll?: object | null;
  sticker_ids?: readonly string[] | null;
  flags?: number | null;
  nonce?: string | number | null;
  attachments?: readonly AttachmentEntry[] | null;
  message_reference?: { type?: number | null } | null;
}

export interface AttachmentEntry {
  id: string | number;
  filename?: string | null;
  description?: string | null;
}

/** A part `files[n]` of a multipart body; `id` is the n. */
export interface UploadedFile {
  id: string | number;
  filename: string;
  /** Bytes. */
  size: number;
}

/** The message that an edit changes. What is left out here is not checked against. */
export interface ExistingMessage {
  flags?: number;
  attachments?: readonly { id: string; filename: string }[];
  content?: string;
  embeds?: readonly object[];
  components?: readonly object[];
}

/**
 * The way a message takes: `deferral` is the bare "is thinking" (callback type 5), `interaction`
 * a callback with a message in it, `webhook` a follow-up or an edit by token.
 */
export type MessageRoute = "channel" | "webhook" | "interaction" | "deferral";

export interface MessageContext {
  /** `channel` unless told. */
  via?: MessageRoute;
  /** Given for edits. */
  existing?: ExistingMessage;
  uploadedFiles: readonly UploadedFile[];
  /** The upload limit of the channel in bytes; Discord applies it to each file. */
  maxBytes: number;
  /** Where the message sits in the body: `["data"]` in an interaction callback. */
  path?: FieldPath;
}

/** Discord counts characters, where `length` would count an emoji twice. */
export function characters(text: string): number {
  return Array.from(text).length;
}
