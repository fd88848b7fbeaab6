import type { Core } from "../core.ts";
import type { Channel } from "../model.ts";
import type { WireMessage } from "./wire-message.ts";

/** The channel in a terminal, for errors that a person has to read. */
export function pictureOf(_core: Core, channel: Channel, messages: readonly WireMessage[]): string {
  return `#${channel.name}\n${JSON.stringify(messages, null, 2)}`;
}
