import type { Client } from "discord.js";
import { RetryableError, UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { CopyPlace } from "../../sharing/feeds/ports.ts";
import { checkReceived, type Received } from "../shares/check-received.ts";

/**
 * Whether a guild takes a generation of another one into its channel, by what holds at this moment.
 * @throws {RetryableError} the guild that it is from is out: where it was made may be age-restricted
 */
export function mayReceive(
  { guilds }: Pick<Client, "guilds">,
  generation: Generation,
  { guildId, channelId }: CopyPlace,
  rules: Received,
): boolean {
  const guild = guilds.cache.get(guildId);
  // We have left; in an outage it would still be known.
  if (guild === undefined || rules.operator.allowedGuilds?.has(guildId) === false) return false;
  if (guilds.cache.get(generation.guildId)?.available === false) {
    throw new RetryableError("where a video was made is not known now");
  }
  try {
    const receiver = { guildId, channelId, parentChannelId: null };
    checkReceived(guild, receiver, generation, rules, guild.name);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
