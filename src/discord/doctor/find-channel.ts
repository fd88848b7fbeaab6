import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  type Guild,
  type GuildBasedChannel,
} from "discord.js";
import { discordFault } from "../errors.ts";
import type { FoundChannel } from "./facts.ts";

/**
 * What the bot may do in a channel of this guild, from what the gateway keeps up to date; a thread
 * that was archived is asked for.
 * @throws {DiscordAPIError} a refusal that says nothing about the channel
 */
export async function findChannel(guild: Guild, channelId: string): Promise<FoundChannel> {
  try {
    const channel = guild.channels.cache.get(channelId) ?? (await guild.channels.fetch(channelId));
    return channel === null ? "gone" : await factsOf(channel, guild);
  } catch (error) {
    const code = error instanceof DiscordAPIError ? error.code : undefined;
    if (code === RESTJSONErrorCodes.UnknownChannel || isOfOtherGuild(error)) return "gone";
    if (code === RESTJSONErrorCodes.MissingAccess) {
      return { channelId, isThread: false, has: 0n, isPublic: false };
    }
    if (discordFault(error) === "noAnswer") return "unknown";
    throw error;
  }
}

/** The id of a channel in a press may be forged. */
const isOfOtherGuild = (error: unknown): boolean =>
  error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.GuildChannelUnowned;

async function factsOf(channel: GuildBasedChannel, guild: Guild): Promise<FoundChannel> {
  const me = guild.members.me ?? (await guild.members.fetchMe());
  return {
    channelId: channel.id,
    isThread: channel.isThread(),
    has: channel.permissionsFor(me).bitfield,
    isPublic: channel.permissionsFor(guild.roles.everyone).has(PermissionFlagsBits.ViewChannel),
  };
}
