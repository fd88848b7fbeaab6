import { MessageFlags, type APIEmbed } from "discord-api-types/v10";
import type { Component } from "./component-tree.ts";
import { clean } from "./print/clean.ts";
import { paintComponents } from "./print/components.ts";
import { paintEmbed } from "./print/embeds.ts";
import { paintText } from "./print/markdown.ts";
import { paintAttachment, type PrintableAttachment } from "./print/media.ts";
import { printContext, type PrintContext, type PrintOptions } from "./print/options.ts";
import { timestamp } from "./print/timestamp.ts";
import { clip, displayWidth } from "./print/width.ts";

export { printModal } from "./print/modal.ts";
export type { PrintOptions } from "./print/options.ts";

export interface Person {
  id: string;
  username: string;
  global_name?: string | null;
}

/** The part of a message that is read; Discord's own message object fits. */
export interface PrintableMessage {
  author?: Person & { bot?: boolean };
  content?: string;
  flags?: number;
  timestamp?: string;
  edited_timestamp?: string | null;
  components?: readonly object[];
  embeds?: readonly APIEmbed[];
  attachments?: readonly PrintableAttachment[];
  mentions?: readonly Person[];
  interaction_metadata?: { user: Person };
  interaction?: { name: string };
  referenced_message?: { author?: Person } | null;
}

/** One message as a person reads it, in lines of at most `width` columns. */
export function printMessage(given: PrintableMessage, options: PrintOptions): string {
  const message = clean(given);
  const { context: plain, width } = printContext(options);
  const context = { ...plain, names: namesWith(message, plain) };
  const body = paintBody(message, width - 2, context).map((line) =>
    `  ${clip(line, width - 2)}`.trimEnd(),
  );
  return [...above(message, context), header(message, context), ...body].join("\n");
}

/** Messages oldest first, a blank line between them, under a rule with the channel's name. */
export function printChannel(
  messages: readonly PrintableMessage[],
  options: PrintOptions & { title?: string },
): string {
  const { context, width } = printContext(options);
  const title = options.title === undefined ? "" : `── ${clean(options.title)} `;
  const rule = context.ink.dim(title + "─".repeat(Math.max(0, width - displayWidth(title))));
  const printed = messages.map((message) => printMessage(message, options));
  const shown = printed.length === 0 ? [context.ink.dim("  (nothing here yet)")] : printed;
  return [...(title === "" ? [] : [rule]), shown.join("\n\n")].join("\n");
}

function paintBody(message: PrintableMessage, width: number, context: PrintContext): string[] {
  const flags = message.flags ?? 0;
  const components = (message.components ?? []) as readonly Component[];
  const attachments = message.attachments ?? [];
  const canvas = { width, attachments, context };
  if (flags & MessageFlags.IsComponentsV2) return paintComponents(components, canvas);
  if (flags & MessageFlags.Loading) return [context.ink.dim("… is thinking")];
  return [
    ...(message.content ? paintText(message.content, width, context) : []),
    ...(message.embeds ?? []).flatMap((embed) => paintEmbed(embed, attachments, width, context)),
    ...attachments.flatMap((file) => paintAttachment(file, width, context)),
    ...paintComponents(components, canvas),
  ];
}

function header(message: PrintableMessage, { ink, showTime }: PrintContext): string {
  const { author } = message;
  const posted = showTime && message.timestamp ? Date.parse(message.timestamp) / 1000 : undefined;
  return [
    ink.bold(author ? nameOf(author) : "Unknown"),
    ...(author?.bot ? [ink.paint("[APP]", 0x58_65_f2)] : []),
    ...(posted === undefined ? [] : [ink.dim(timestamp(posted, "t", 0))]),
    ...(message.edited_timestamp ? [ink.dim("(edited)")] : []),
    ...((message.flags ?? 0) & MessageFlags.Ephemeral ? [ink.dim("(only you can see this)")] : []),
  ].join(" ");
}

/** Discord's line above an answer: who used which command, or whom it replies to. */
function above(message: PrintableMessage, { ink }: PrintContext): string[] {
  const user = message.interaction_metadata?.user;
  const command = message.interaction?.name;
  const answered = message.referenced_message?.author;
  if (user && command !== undefined) return [ink.dim(`┌ ${nameOf(user)} used /${command}`)];
  return answered ? [ink.dim(`┌ in reply to ${nameOf(answered)}`)] : [];
}

function nameOf(person: Person): string {
  return person.global_name ?? person.username;
}

/** People whom the message itself names need no look-up. */
function namesWith(message: PrintableMessage, { names }: PrintContext): PrintContext["names"] {
  const user = message.interaction_metadata?.user;
  const known = [...(message.mentions ?? []), ...(user ? [user] : [])];
  return (id) => {
    const person = known.find((candidate) => candidate.id === id);
    return names(id) ?? (person && nameOf(person));
  };
}
