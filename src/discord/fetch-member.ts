import { DiscordAPIError, RESTJSONErrorCodes, type Guild, type GuildMember } from "discord.js";

const NO_MEMBER: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownMember,
  RESTJSONErrorCodes.UnknownUser,
];

/** Asks Discord, with one request; null where they are no member. Nobody tells the bot of changed roles. */
export async function fetchMember(guild: Guild, userId: string): Promise<GuildMember | null> {
  try {
    return await guild.members.fetch({ user: userId, force: true, cache: false });
  } catch (error) {
    if (error instanceof DiscordAPIError && NO_MEMBER.includes(error.code)) return null;
    throw error;
  }
}
