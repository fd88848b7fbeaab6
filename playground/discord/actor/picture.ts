import type { Core } from "../core.ts";
import { type Channel, ChannelType } from "../model.ts";
import { printChannel, type PrintOptions } from "../print.ts";
import type { WireMessage } from "./wire-message.ts";

/** Columns, ANSI colours, times of day. */
export type PictureOptions = Pick<PrintOptions, "width" | "color" | "showTime">;

/** The channel as a person reads it, in a terminal. */
export function pictureOf(
  core: Core,
  channel: Channel,
  messages: readonly WireMessage[],
  options: PictureOptions = {},
): string {
  const { world } = core;
  return printChannel(messages, {
    title: channel.type === ChannelType.dm ? "Direct message" : `#${channel.name}`,
    now: core.clock.now(),
    ...options,
    names: (id) => {
      const user = world.users.get(id);
      const role = world.guilds.get(channel.guildId ?? "")?.roles.get(id);
      return user?.globalName ?? user?.username ?? role?.name ?? world.channels.get(id)?.name;
    },
  });
}
