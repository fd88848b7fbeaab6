import { RetryableError } from "../../generation/errors.ts";
import type { Log } from "../../generation/ports.ts";
import type { LogChannelOf } from "../../policy/settings.ts";
import { discordFault } from "../errors.ts";
import type { CardMessage, CardRest } from "../rest.ts";

/** The channel in which a guild's moderators read what the bot has for them. */
export interface LogChannel {
  /**
   * Posts there, once for a nonce within minutes. False where there is no channel that takes it.
   * @throws {RetryableError} Discord did not say
   */
  post(guildId: string, message: CardMessage, nonce: string): Promise<boolean>;
}

export interface LogChannelTools {
  rest: Pick<CardRest, "post">;
  logChannelOf: LogChannelOf;
  log: Pick<Log, "warn">;
}

export function createLogChannel({ rest, logChannelOf, log }: LogChannelTools): LogChannel {
  return {
    async post(guildId, message, nonce) {
      const channelId = logChannelOf(guildId);
      if (channelId == null) return false;
      try {
        await rest.post(channelId, message, nonce);
        return true;
      } catch (error) {
        const fault = discordFault(error);
        if (fault === "noAnswer") {
          throw new RetryableError("the log channel got no answer", { cause: error });
        }
        log.warn({ guildId, channelId, fault, error }, "the log channel takes nothing of ours");
        return false;
      }
    },
  };
}
