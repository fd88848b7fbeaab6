import { readFile } from "node:fs/promises";
import type { World } from "../../discord/world.ts";
import { ChannelType, isThread } from "../../discord/model.ts";
import type { Directory } from "../render/context.ts";

/** The bot's picture, as an address that fetches nothing. */
export async function botPicture(): Promise<string> {
  const drawing = await readFile(new URL("../looks/flipbook.svg", import.meta.url));
  return `data:image/svg+xml;base64,${drawing.toString("base64")}`;
}

/** Names as the local Discord has them. */
export function directoryOf(world: World, picture: string): Directory {
  return {
    user(id) {
      const user = world.users.get(id);
      if (!user) return undefined;
      const name = user.globalName ?? user.username;
      return { name, bot: user.bot, ...(id === world.bot.id ? { avatar: picture } : {}) };
    },
    role(id) {
      for (const { roles } of world.guilds.values()) {
        const role = roles.get(id);
        if (role) return { name: role.name };
      }
      return undefined;
    },
    channel(id) {
      const channel = world.channels.get(id);
      if (!channel) return undefined;
      const kind = isThread(channel)
        ? "thread"
        : channel.type === ChannelType.forum
          ? "forum"
          : channel.type === ChannelType.voice
            ? "voice"
            : "text";
      return { name: channel.name, kind };
    },
  };
}
