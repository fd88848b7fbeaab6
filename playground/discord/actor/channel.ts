import type { Core } from "../core.ts";
import type { Channel } from "../model.ts";
import { presentMessage } from "../present/present-message.ts";
import { pictureOf } from "./picture.ts";
import type { WireMessage } from "./wire-message.ts";
import { waitFor, type WaitOptions } from "./wait-for.ts";

/** A channel from outside, as somebody sees it who may see everything but ephemeral messages. */
export interface ChannelHandle {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  messages(): WireMessage[];
  waitFor<T>(
    look: (messages: WireMessage[]) => T | false | null | undefined,
    options?: WaitOptions,
  ): Promise<T>;
}

export function createChannelHandle(core: Core, channel: Channel): ChannelHandle {
  const messages = () => visibleIn(core, channel, null);
  return {
    id: channel.id,
    name: channel.name,
    channel,
    messages,
    waitFor: (look, options) =>
      waitFor(
        core,
        () => look(messages()),
        () => pictureOf(core, channel, messages()),
        options,
      ),
  };
}

/** @param userId sees its own ephemeral messages as well; null sees none */
export function visibleIn(core: Core, channel: Channel, userId: string | null): WireMessage[] {
  return [...channel.messages.values()]
    .filter((message) => message.ephemeralFor === null || message.ephemeralFor === userId)
    .map((message) => presentMessage(core, message) as unknown as WireMessage);
}
