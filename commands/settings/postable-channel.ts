import type { BaseInteraction } from "discord.js";
import type { ChannelFacts } from "../../src/discord/doctor/facts.ts";
import { findChannel } from "../../src/discord/doctor/find-channel.ts";
import { UserError } from "../../src/generation/errors.ts";
import { missingPermissions, namesInWords } from "../../src/policy/bot-permissions.ts";

/**
 * A channel of this guild that the bot can post in.
 * @throws {UserError} saying what is in the way
 */
export async function postableChannel(
  { guild }: BaseInteraction,
  channelId: string,
): Promise<ChannelFacts> {
  const found = guild === null ? "unknown" : await findChannel(guild, channelId);
  if (found === "unknown") {
    throw new UserError(
      "I could not look at that channel: Discord did not answer. Please try again. Nothing was changed.",
    );
  }
  if (found === "gone") throw new UserError("That channel is gone. Nothing was changed.");
  const missing = missingPermissions(found.has, found);
  if (missing.length === 0) return found;
  throw new UserError(
    `I cannot post in <#${channelId}>: I am missing ${namesInWords(missing)} there. Allow me that in the channel (Edit Channel → Permissions), then set it again. Nothing was changed.`,
  );
}
