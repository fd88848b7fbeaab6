import {
  PermissionFlagsBits,
  type Client,
  type Guild,
  type GuildBasedChannel,
  type Role,
} from "discord.js";
import { RetryableError } from "../../generation/errors.ts";
import type { Spot } from "../../sharing/gallery/entry.ts";
import type { MaySee } from "../../sharing/gallery/wanted.ts";

/**
 * What may be shown in another channel of its own guild: everybody whose roles let them see that
 * channel could see the card where it is, and nothing of an age-restricted channel comes into one
 * that is not. Single members whom a channel names are not asked about. Null where the bot does not
 * see that channel.
 * @throws {RetryableError} Discord does not say: the guild is out, perhaps since before the start
 */
export type Crossing = (guildId: string, channelId: string) => MaySee | null;

export function createCrossing(client: Pick<Client, "guilds">): Crossing {
  return (guildId, channelId) => {
    const guild = client.guilds.cache.get(guildId);
    if (guild?.available === false) throw new RetryableError("who sees what is not known now");
    const to = guild?.channels.cache.get(channelId);
    if (guild === undefined || to === undefined) return null;
    const readers = rolesThatSee(to, guild);
    const known = new Map<string, boolean>();
    const decide = (id: string): boolean => {
      const from = guild.channels.cache.get(id);
      if (from === undefined) return false;
      if (isAgeRestricted(from) && !isAgeRestricted(to)) return false;
      return readers.every((role) => sees(role, from));
    };
    return ({ channelId: card, parentChannelId, isPrivateThread }: Spot) => {
      if (isPrivateThread) return false;
      const id = parentChannelId ?? card;
      const found = known.get(id) ?? decide(id);
      known.set(id, found);
      return found;
    };
  };
}

const rolesThatSee = (channel: GuildBasedChannel, guild: Guild): Role[] =>
  [...guild.roles.cache.values()].filter((role) => sees(role, channel));

const sees = (role: Role, channel: GuildBasedChannel): boolean =>
  channel.permissionsFor(role).has(PermissionFlagsBits.ViewChannel);

const isAgeRestricted = (channel: GuildBasedChannel): boolean => "nsfw" in channel && channel.nsfw;
