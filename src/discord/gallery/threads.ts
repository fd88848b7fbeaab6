import { ChannelType, DiscordAPIError, type Client } from "discord.js";
import { RetryableError } from "../../generation/errors.ts";
import type { Threads } from "../../sharing/ports.ts";
import { discordFault } from "../errors.ts";

/** Threads as the client knows them, or as Discord says where it does not. */
export function createThreads(client: Client): Threads {
  return {
    async isPrivate(channelId) {
      try {
        const channel = await client.channels.fetch(channelId);
        return channel === null || channel.type === ChannelType.PrivateThread;
      } catch (error) {
        if (error instanceof DiscordAPIError && discordFault(error) !== "noAnswer") {
          // Gone, or one that the bot was not added to.
          return true;
        }
        throw new RetryableError("Discord did not say what a thread is", { cause: error });
      }
    },
  };
}
