import {
  DiscordAPIError,
  PermissionFlagsBits,
  type ButtonInteraction,
  type GuildMember,
} from "discord.js";
import { UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { isShown } from "../../generation/review.ts";
import { refusedAccess } from "../../policy/access.ts";
import { missingPermissions, namesInWords } from "../../policy/bot-permissions.ts";
import { whyNotReceived } from "../../policy/safety.ts";
import { fetchMember } from "../fetch-member.ts";
import { parentOf, rolesOf } from "../origin.ts";
import type { Services } from "../services.ts";

type Asked = Pick<Services, "settings" | "operator" | "blocklist" | "standing">;

/** What Discord lets the member and the bot do where it is to be posted. */
interface Rights {
  member: bigint;
  app: bigint;
  roleIds: readonly string[];
  isThread: boolean;
}

const TO_ASK = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.UseApplicationCommands;

/**
 * Whether a private result may be posted where it was asked for: everything that is asked before a
 * public one is made, but for money, as it is now.
 * @throws {UserError} saying why not
 */
export async function checkPublishable(
  interaction: ButtonInteraction,
  generation: Generation,
  { settings, operator, blocklist, standing }: Asked,
): Promise<void> {
  const { guildId, memberId, channelId, parentChannelId, request, videos } = generation;
  await standing.check(guildId, memberId);
  const guild = settings.of(guildId);
  const rights = await rightsThere(interaction, generation);
  const seeker = { guildId, roleIds: rights.roleIds, channelId, parentChannelId };
  if ((rights.member & TO_ASK) !== TO_ASK || refusedAccess(guild, "video", seeker) !== undefined) {
    throw new UserError(
      `You may not make videos in <#${channelId}> now, so nothing of yours can be posted there. It stays private.`,
    );
  }
  const missing = missingPermissions(rights.app, { isThread: rights.isThread });
  if (missing.length > 0) {
    throw new UserError(
      `I cannot post in <#${channelId}>: I am missing ${namesInWords(missing)} there. It stays private.`,
    );
  }
  if (blocklist.findBlocked(request, guild.blocklist) !== null) {
    throw new UserError(
      "The blocklist here does not allow a word of its prompt any more, so it stays private.",
    );
  }
  if (whyNotReceived(operator.safetyFloor, guild, generation, generation) !== null) {
    throw new UserError(
      `Videos in <#${channelId}> are checked more strictly now than this one was, so it stays private. **Again** makes one like it under today's rules.`,
    );
  }
  const isUnseen = videos.some(
    (video) => isShown(video) && (video.review === null || video.review.by === null),
  );
  if (guild.review.mode === "all" && isUnseen) {
    throw new UserError(
      "The moderators of this server look at every video before others see it, and nobody has looked at this one, so it stays private.",
    );
  }
}

/** By what the press itself says, or where it comes from elsewhere, as Discord has it now. */
async function rightsThere(
  interaction: ButtonInteraction,
  { guildId, channelId }: Generation,
): Promise<Rights> {
  if (interaction.guildId === guildId && interaction.channelId === channelId) {
    return {
      member: allBits(interaction.memberPermissions?.bitfield ?? 0n),
      app: interaction.appPermissions.bitfield,
      roleIds: rolesOf(interaction),
      isThread: parentOf(interaction) !== null,
    };
  }
  const { client, user } = interaction;
  const guild = client.guilds.cache.get(guildId);
  const channel = guild && (await channelOf(interaction, channelId));
  const member = guild && (await fetchMember(guild, user.id));
  const own = guild?.members.me;
  if (channel == null || channel.isDMBased() || member == null || own == null) {
    throw new UserError(
      `I cannot post in <#${channelId}> any more, or you are no longer there. It stays private.`,
    );
  }
  return {
    member: member.isCommunicationDisabled()
      ? 0n
      : allBits(channel.permissionsFor(member)?.bitfield ?? 0n),
    app: channel.permissionsFor(own)?.bitfield ?? 0n,
    roleIds: givenRoles(member),
    isThread: channel.isThread(),
  };
}

async function channelOf({ client }: ButtonInteraction, channelId: string) {
  try {
    return await client.channels.fetch(channelId);
  } catch (error) {
    // Gone, or closed to the bot.
    if (error instanceof DiscordAPIError && error.status < 500) return null;
    throw error;
  }
}

/** The role of everyone, named like the guild, is none that was given. */
const givenRoles = ({ roles, guild }: GuildMember): string[] =>
  [...roles.cache.keys()].filter((id) => id !== guild.id);

const allBits = (bits: bigint): bigint =>
  (bits & PermissionFlagsBits.Administrator) === 0n ? bits : bits | TO_ASK;
