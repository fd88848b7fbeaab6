import type { Core } from "../core.ts";
import { type Channel, ChannelType } from "../model.ts";
import { printChannel } from "../print.ts";
import type { WireMessage } from "./wire-message.ts";

/** The channel as a person reads it, in a terminal. */
export function pictureOf(core: Core, channel: Channel, messages: readonly WireMessage[]): string {
  const { world } = core;
  return printChannel(messages, {
    title: channel.type === ChannelType.dm ? "Direct message" : `#${channel.name}`,
    now: core.clock.now(),
    names: (id) => {
      const user = world.users.get(id);
      return user?.globalName ?? user?.username ?? world.channels.get(id)?.name;
    },
  });
}
