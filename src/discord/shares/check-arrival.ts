import { PermissionFlagsBits, type Client, type Guild, type GuildMember } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { refusedAccess } from "../../policy/access.ts";
import { BlockedError } from "../../policy/blocked-error.ts";
import { missingPermissions } from "../../policy/bot-permissions.ts";
import { blockedSender } from "../../policy/incoming.ts";
import type { GuildSettings } from "../../policy/settings.ts";
import { plain } from "../card/text.ts";
import { findChannel } from "../doctor/find-channel.ts";
import type { Services } from "../services.ts";
import { checkReceived } from "./check-received.ts";
import { fetchMember } from "../fetch-member.ts";

/** Rules of `/settings access` for this command hold for who shares from elsewhere too. */
const COMMAND = "share";

export interface Arrival {
  guildName: string;
  channelId: string;
}

type Asked = Pick<
  Services,
  "settings" | "operator" | "blocklist" | "shares" | "standing" | "clock"
>;

/**
 * Where a result arrives in another guild, once everything has been asked at this moment: Discord, with
 * one request, whether who shares it is a member; then everything that the guild has decided.
 * @throws {UserError} saying why it does not arrive; of a guild that they are no member of, nothing
 */
export async function checkArrival(
  client: Client,
  generation: Generation,
  { guildId, userId }: { guildId: string; userId: string },
  services: Asked,
): Promise<Arrival> {
  const guild = client.guilds.cache.get(guildId);
  const own = openSettings(guildId, services);
  const member = guild && own && (await fetchMember(guild, userId));
  const channelId = own?.sharing.incomingChannelId ?? null;
  if (guild === undefined || own === undefined || member == null || channelId === null) {
    throw new UserError(
      "That server takes nothing from you now: you have to be a member of it, and its moderators have to allow that videos are shared with it.",
    );
  }
  const name = `**${plain(guild.name)}**`;
  await refuseUnwelcome(member, own, name, services);
  // Whoever made it is asked about with everything that holds for what they made.
  const sender = { guildId: generation.guildId, memberId: userId };
  const isKeptOut = blockedSender(own, sender, services.shares.nameOf) === "member";
  if (isKeptOut && userId !== generation.memberId) {
    throw new UserError(`The moderators of ${name} take nothing from you any more.`);
  }
  await refuseClosed(guild, member, channelId, name);
  const receiver = { guildId, channelId, parentChannelId: null };
  checkReceived(guild, receiver, generation, { ...services, ...services.shares }, name);
  return { guildName: guild.name, channelId };
}

/** Undefined where the guild is not served, takes nothing, or cannot say. */
function openSettings(
  guildId: string,
  { settings, operator }: Pick<Asked, "settings" | "operator">,
): GuildSettings | undefined {
  if (operator.allowedGuilds?.has(guildId) === false || !settings.isReadable(guildId)) {
    return undefined;
  }
  const own = settings.of(guildId);
  return own.sharing.incomingChannelId === null ? undefined : own;
}

async function refuseUnwelcome(
  member: GuildMember,
  own: GuildSettings,
  name: string,
  { standing }: Pick<Asked, "standing">,
): Promise<void> {
  const guildId = member.guild.id;
  try {
    await standing.check(guildId, member.id);
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error;
    // Its own sentence speaks of the server where it is read.
    throw new UserError(`You cannot make videos in ${name} now, so you cannot share any there.`, {
      cause: error,
    });
  }
  const seeker = {
    guildId,
    roleIds: [...member.roles.cache.keys()].filter((id) => id !== guildId),
    channelId: "",
    parentChannelId: null,
  };
  if (refusedAccess(ofRoles(own), COMMAND, seeker) !== undefined || isSilenced(member)) {
    throw new UserError(`The moderators of ${name} do not let you share videos there.`);
  }
}

/** Where shares arrive was decided with the channel itself: only the rules for roles are asked. */
const ofRoles = ({ access }: GuildSettings): Pick<GuildSettings, "access"> => ({
  access: Object.fromEntries(
    Object.entries(access).map(([command, { roles }]) => [
      command,
      { roles, channels: { allow: [], deny: [] } },
    ]),
  ),
});

/** Timed out, or not let in yet: such members may say nothing there either. */
const isSilenced = (member: GuildMember): boolean =>
  member.isCommunicationDisabled() || member.pending;

async function refuseClosed(
  guild: Guild,
  member: GuildMember,
  channelId: string,
  name: string,
): Promise<void> {
  const found = await findChannel(guild, channelId);
  if (found === "unknown") {
    throw new UserError("Discord does not answer at the moment. Please try again in a minute.");
  }
  if (found === "gone" || missingPermissions(found.has, found).length > 0) {
    throw new UserError(
      `I cannot post in the channel that ${name} has chosen for this. Its moderators see more with \`/setup\`.`,
    );
  }
  const channel = guild.channels.cache.get(channelId);
  if (channel?.permissionsFor(member).has(PermissionFlagsBits.ViewChannel) === true) return;
  throw new UserError(`You cannot see the channel of ${name} in which this would arrive.`);
}
