import { ComponentType, type Client } from "discord.js";
import type { Log } from "../../generation/ports.ts";
import type { Closing } from "../../sharing/feeds/ports.ts";
import { plain } from "../card/text.ts";
import type { LogChannel } from "../log-channel/log-channel.ts";
import { nonceOf } from "../nonce.ts";
import type { Pace } from "./pace.ts";

export interface TellClosedTools {
  client: Pick<Client, "guilds">;
  logChannel: LogChannel;
  pace: Pace;
  log: Pick<Log, "info" | "warn">;
}

/** Says in a follower's log channel, where there is one, that a feed has stopped there and why. */
export function createTellClosed({ client, logChannel, pace, log }: TellClosedTools) {
  const underWay = new Set<Promise<void>>();

  async function tell({ feedGuildId, guildId, channelId }: Closing): Promise<void> {
    log.info(
      { feedGuildId, guildId, channelId },
      "a follower's channel is closed: no more goes there",
    );
    const name = plain(client.guilds.cache.get(feedGuildId)?.name ?? "another server");
    const content = `⚠️ I cannot post in <#${channelId}>, so nothing more of the showcase of **${name}** comes there. \`/setup\` says what I am missing. Put that right, then follow it again: \`/feed list\` shows the code.`;
    try {
      const components = [{ type: ComponentType.TextDisplay as const, content }];
      await pace.run(() =>
        logChannel.post(guildId, { components }, nonceOf(feedGuildId, guildId, "f")),
      );
    } catch (error) {
      log.warn({ guildId, error }, "moderators were not told that a feed has stopped");
    }
  }

  return {
    tell(closing: Closing): void {
      const telling = tell(closing).finally(() => underWay.delete(telling));
      underWay.add(telling);
    },
    /** Resolves when everybody was told, or was not. */
    async idle(): Promise<void> {
      await Promise.all(underWay);
    },
  };
}
