import { ComponentType, MessageFlags } from "discord-api-types/v10";
import {
  walkComponents,
  type Component,
  type GalleryItem,
} from "../../playground/discord/component-tree.ts";
import type { MemberChannel } from "../../playground/discord/actor/member-channel.ts";
import type { Use } from "../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";

/** Everything that a message says, in the order in which it is read. */
export function textOf(message: WireMessage): string {
  const texts = componentsOf(message)
    .filter(({ type }) => type === ComponentType.TextDisplay)
    .map(({ content }) => content ?? "");
  return [message.content, ...texts].filter((text) => text !== "").join("\n");
}

/** What the buttons of a message say. */
export function buttonsOf(message: WireMessage): string[] {
  return componentsOf(message)
    .filter(({ type }) => type === ComponentType.Button)
    .map(({ label }) => label ?? "");
}

/** What the media galleries of a message hold. */
export function galleryOf(message: WireMessage): GalleryItem[] {
  return componentsOf(message).flatMap(({ items }) => items ?? []);
}

/** The videos that a message plays: their file names and what is said of them in words. */
export function videosOf(message: WireMessage): { name: string; altText: string }[] {
  return galleryOf(message).map(({ media, description }) => ({
    name: new URL(media.url).pathname.split("/").at(-1) ?? "",
    altText: description ?? "",
  }));
}

/** The one message of a command, once it says this; the newest state of it. */
export async function cardWith(
  channel: MemberChannel,
  use: Use,
  words: string | RegExp,
): Promise<WireMessage> {
  const { id } = await use.message();
  return channel.waitFor((messages) =>
    messages.find((message) => message.id === id && says(message, words)),
  );
}

/**
 * What a member alone was shown in answer to something; fails where anybody else could read it.
 * A press may be acknowledged first and answered after.
 */
export async function shownPrivately(channel: MemberChannel, use: Use): Promise<WireMessage> {
  await use.response();
  const message = await channel.waitFor((messages) =>
    messages.find(({ interaction_metadata: of }) => of?.id === use.interactionId),
  );
  if (((message.flags ?? 0) & MessageFlags.Ephemeral) === 0) {
    throw new Error(`everybody can read this: ${textOf(message)}`);
  }
  return message;
}

/** The sentence that a member alone was told. */
export const toldPrivately = async (channel: MemberChannel, use: Use): Promise<string> =>
  textOf(await shownPrivately(channel, use));

function says(message: WireMessage, words: string | RegExp): boolean {
  const text = textOf(message);
  return typeof words === "string" ? text.includes(words) : words.test(text);
}

function componentsOf(message: WireMessage): Component[] {
  const roots = (message.components ?? []) as unknown as Component[];
  return [...walkComponents(roots)].map(({ component }) => component);
}
