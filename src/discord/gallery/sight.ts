import {
  PermissionFlagsBits,
  type BaseInteraction,
  type Guild,
  type GuildMember,
} from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Spot } from "../../sharing/gallery/entry.ts";
import type { Reader } from "../../sharing/gallery/page.ts";
import type { MaySee } from "../../sharing/gallery/wanted.ts";
import { fetchMember } from "../fetch-member.ts";

/** Old messages are what a gallery is made of. */
const TO_READ = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
/**
 * Who reads, and what they could see of each card where it is: by their permissions in its channel.
 * What was made where age is restricted is shown only there; a private thread only inside it, and
 * to those who may manage its parent's threads.
 */
export function readerOf(interaction: BaseInteraction): Reader {
  if (!interaction.inCachedGuild()) {
    throw new UserError("A gallery belongs to a server: type this there.");
  }
  const { guild, member, channelId, client, user } = interaction;
  const here = { channelId, isAgeRestricted: isAgeRestricted(guild, channelId) };
  return {
    memberId: user.id,
    guildId: guild.id,
    maySee: sightOf(guild, member, here),
    async sightIn(guildId) {
      if (guildId === guild.id) return sightOf(guild, member, here);
      const other = client.guilds.cache.get(guildId);
      const there = other && (await fetchMember(other, user.id));
      return other === undefined || there == null ? null : sightOf(other, there, here);
    },
  };
}

interface Place {
  channelId: string | null;
  isAgeRestricted: boolean;
}

function sightOf(guild: Guild, member: GuildMember, here: Place): MaySee {
  const known = new Map<string, boolean>();
  return (spot) => {
    const key = spot.isPrivateThread ? spot.channelId : (spot.parentChannelId ?? spot.channelId);
    const may = known.get(key) ?? sees(guild, member, here, spot);
    known.set(key, may);
    return may;
  };
}

function sees(
  guild: Guild,
  member: GuildMember,
  here: Place,
  { channelId, parentChannelId, isPrivateThread }: Spot,
): boolean {
  // A thread has its parent's permissions, and is not among the known channels once it is archived.
  const channel = guild.channels.cache.get(parentChannelId ?? channelId);
  const permissions = channel?.permissionsFor(member);
  if (channel === undefined || permissions == null || !permissions.has(TO_READ)) return false;
  if (isAgeRestricted(guild, channel.id) && !here.isAgeRestricted) return false;
  return (
    !isPrivateThread ||
    channelId === here.channelId ||
    permissions.has(PermissionFlagsBits.ManageThreads)
  );
}

/** Of a thread, the channel it is in says so. */
export function isAgeRestricted(guild: Guild, channelId: string | null): boolean {
  const channel = channelId === null ? undefined : guild.channels.cache.get(channelId);
  if (channel?.isThread()) return isAgeRestricted(guild, channel.parentId);
  return channel !== undefined && "nsfw" in channel && channel.nsfw;
}
