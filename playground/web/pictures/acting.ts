import { ComponentType } from "discord-api-types/v10";
import type { Actor } from "../../discord/actor/member.ts";
import type { MemberChannel } from "../../discord/actor/member-channel.ts";
import type { WireMessage } from "../../discord/actor/wire-message.ts";
import type { GivenOptions } from "../../discord/command-options.ts";
import { type Component, walkComponents } from "../../discord/component-tree.ts";

const PATIENCE_MS = 120_000;

/** Everything that is to be read on a message. */
export function textOf(message: WireMessage): string {
  const roots = (message.components ?? []) as unknown as readonly Component[];
  const texts = [...walkComponents(roots)]
    .filter(({ component }) => component.type === ComponentType.TextDisplay)
    .map(({ component }) => component.content ?? "");
  return [message.content, ...texts].join("\n");
}

/** Types a command; its message, once that says something and not only that it will. */
export async function type(
  channel: MemberChannel,
  path: string,
  options: GivenOptions = {},
): Promise<WireMessage> {
  const use = await channel.slash(path, options);
  return use.message({ timeoutMs: PATIENCE_MS });
}

/** The message as it is once it says so. */
export async function until(
  channel: MemberChannel,
  { id }: Pick<WireMessage, "id">,
  words: RegExp,
): Promise<WireMessage> {
  return channel.waitFor(
    (messages) => messages.find((message) => message.id === id && words.test(textOf(message))),
    { timeoutMs: PATIENCE_MS, what: `A message that says ${String(words)}` },
  );
}

/** Any message that says so, the newest. */
export async function found(channel: MemberChannel, words: RegExp): Promise<WireMessage> {
  return channel.waitFor(
    (messages) => messages.findLast((message) => words.test(textOf(message))),
    { timeoutMs: PATIENCE_MS, what: `A message that says ${String(words)}` },
  );
}

/** The card, once its videos are on it. */
export async function finished(
  channel: MemberChannel,
  { id }: Pick<WireMessage, "id">,
): Promise<WireMessage> {
  return channel.waitFor(
    (messages) => messages.find((message) => message.id === id && message.attachments.length > 0),
    { timeoutMs: PATIENCE_MS, what: "A finished card" },
  );
}

/** The video that most scenes show. */
export const BOAT = {
  prompt: "A paper boat drifts down a gutter in the rain",
  style: "anime",
  resolution: "540p",
  audio: true,
} as const;

/** Makes a result of theirs a favourite, or no longer. */
export async function favour(by: Actor, card: WireMessage): Promise<void> {
  await (await by.press(card, `favourite:${card.interaction_metadata?.id ?? ""}`)).response();
}
