import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";

/** The parts of a role that decide: a role's id and its bit set, as Discord sends it. */
export interface PermissionRole {
  id: string;
  permissions: string | bigint;
}

export interface PermissionOverwrite {
  id: string;
  /** 0 for a role, 1 for a member. */
  type: number;
  allow: string | bigint;
  deny: string | bigint;
}

export interface PermissionChannel {
  type?: number;
  permission_overwrites?: readonly PermissionOverwrite[];
}

export interface PermissionQuestion {
  guild: { id: string; owner_id: string; roles: readonly PermissionRole[] };
  member: { userId: string; roles: readonly string[]; timedOut?: boolean };
  channel?: PermissionChannel;
  /** The channel a thread hangs on: threads have no overwrites of their own. */
  parent?: PermissionChannel;
}

const OF_ROLE = 0;
const OF_MEMBER = 1;

const THREADS: ReadonlySet<number> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

const NEEDS_SENDING =
  PermissionFlagsBits.MentionEveryone |
  PermissionFlagsBits.SendTTSMessages |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks;

const LEFT_IN_TIMEOUT = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

/** True when every bit of `flag` is set. */
export function has(bits: bigint, flag: bigint): boolean {
  return (bits & flag) === flag;
}

/**
 * What a member may do, by the algorithm of Discord's documentation ("Permission Overwrites",
 * "Implicit Permissions", "Permissions for Timed Out Members"). Without a channel: in the guild
 * at large. In a thread the parent's overwrites count, and sending is SEND_MESSAGES_IN_THREADS.
 */
export function computePermissions(question: PermissionQuestion): bigint {
  const { guild, member, channel, parent } = question;
  if (guild.owner_id === member.userId) return ALL;
  const base = basePermissions(question);
  if (has(base, PermissionFlagsBits.Administrator)) return ALL;
  const limit = member.timedOut ? LEFT_IN_TIMEOUT : ALL;
  if (!channel) return base & limit;
  const inThread = isThread(channel, parent);
  const overwrites = (inThread ? parent : channel)?.permission_overwrites ?? [];
  return withImplicitDenials(overwrite(base, overwrites, question), inThread) & limit;
}

function basePermissions({ guild, member }: PermissionQuestion): bigint {
  return guild.roles
    .filter((role) => role.id === guild.id || member.roles.includes(role.id))
    .reduce((bits, role) => bits | BigInt(role.permissions), 0n);
}

function overwrite(
  base: bigint,
  overwrites: readonly PermissionOverwrite[],
  { guild, member }: PermissionQuestion,
): bigint {
  const ofEveryone = overwrites.filter((entry) => entry.id === guild.id);
  const ofRoles = overwrites.filter(
    (entry) => entry.type === OF_ROLE && member.roles.includes(entry.id),
  );
  const ofMember = overwrites.filter(
    (entry) => entry.type === OF_MEMBER && entry.id === member.userId,
  );
  return [ofEveryone, ofRoles, ofMember].reduce(apply, base);
}

/** Within one step all denials come before all allowances, whatever the order of the roles. */
function apply(bits: bigint, step: readonly PermissionOverwrite[]): bigint {
  const denied = step.reduce((sum, entry) => sum | BigInt(entry.deny), 0n);
  const allowed = step.reduce((sum, entry) => sum | BigInt(entry.allow), 0n);
  return (bits & ~denied) | allowed;
}

function withImplicitDenials(bits: bigint, inThread: boolean): bigint {
  if (!has(bits, PermissionFlagsBits.ViewChannel)) return 0n;
  const sending = inThread
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
  return has(bits, sending) ? bits : bits & ~NEEDS_SENDING;
}

/** A parent alone does not make a thread: a channel's category is a parent too. */
function isThread(channel: PermissionChannel, parent: PermissionChannel | undefined): boolean {
  return channel.type === undefined ? parent !== undefined : THREADS.has(channel.type);
}
