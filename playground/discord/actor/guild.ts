import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { createChannel } from "../channels.ts";
import type { Core } from "../core.ts";
import { joinGuild, leaveGuild, setGuildOutage, tellGuildChanged, tellRole } from "../guilds.ts";
import { ChannelType, type Guild, type Role } from "../model.ts";
import { tierUploadBytes } from "../upload-limits.ts";
import { type ChannelHandle, createChannelHandle } from "./channel.ts";
import { type Actor, createActor, type MemberOptions } from "./member.ts";
import { type OverwriteOptions, overwritesFrom } from "./overwrites.ts";
import { permissionBits, type PermissionInput } from "./permission-input.ts";

export interface GuildOptions {
  readonly name?: string;
  readonly boostTier?: 0 | 1 | 2 | 3;
  readonly locale?: string;
  /** Puts the guild on this shard. */
  readonly shard?: { readonly id: number; readonly count: number };
  /** Exactly what the bot may do; an invite link with the least permissions when left out. */
  readonly botPermissions?: PermissionInput;
  /** The largest file let in; by the boost tier when left out. */
  readonly uploadLimitBytes?: number;
  /** What interactions state as that limit, when it is to differ. */
  readonly statedUploadBytes?: number;
}

export interface ChannelOptions {
  readonly name?: string;
  /** A number of Discord's channel types; a text channel when left out. */
  readonly type?: number;
  readonly parent?: { readonly id: string };
  readonly nsfw?: boolean;
  readonly topic?: string;
  readonly overwrites?: readonly OverwriteOptions[];
}

export interface GuildHandle {
  readonly id: string;
  readonly name: string;
  readonly guild: Guild;
  createChannel(options?: ChannelOptions): ChannelHandle;
  createThread(options: { parent: ChannelHandle; name?: string }): ChannelHandle;
  createRole(options: { name: string; permissions?: PermissionInput }): { readonly id: string };
  addMember(options?: MemberOptions): Actor;
  removeMember(member: { readonly id: string }): void;
  removeBot(): void;
  addBot(): void;
  setBotPermissions(permissions: PermissionInput): void;
  setBoostTier(tier: 0 | 1 | 2 | 3): void;
  setOutage(isOut: boolean): void;
}

/** What Discord gives @everyone in a fresh guild, as far as it concerns bots. */
const EVERYONE =
  P.ViewChannel |
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.EmbedLinks |
  P.AttachFiles |
  P.AddReactions |
  P.UseExternalEmojis |
  P.ReadMessageHistory |
  P.UseApplicationCommands |
  P.ChangeNickname;

const INVITED =
  P.ViewChannel | P.SendMessages | P.SendMessagesInThreads | P.AttachFiles | P.ReadMessageHistory;

export function createGuild(core: Core, options: GuildOptions = {}): GuildHandle {
  const { world, ids } = core;
  const guild = emptyGuild(core, options);
  const membersRole = addRole("Members", EVERYONE);
  const botRole = addRole(world.bot.username, 0n, world.bot.id);
  guild.roles.set(guild.id, {
    id: guild.id,
    name: "@everyone",
    permissions: EVERYONE,
    managedBy: null,
  });
  setBotPermissions(options.botPermissions);
  world.guilds.set(guild.id, guild);
  joinGuild(core, guild, botRole);

  function addRole(name: string, permissions: bigint, managedBy: string | null = null): string {
    const role = { id: ids.next(), name, permissions, managedBy };
    guild.roles.set(role.id, role);
    tellRole(core, guild, role, true);
    return role.id;
  }

  /**
   * Permissions only add up, so a bot that is to lack one must not get it from @everyone either:
   * what everyone has comes to members through a role of their own.
   */
  function setBotPermissions(permissions: PermissionInput | undefined): void {
    const bits = permissionBits(permissions);
    const everyone = guild.roles.get(guild.id);
    const role = guild.roles.get(botRole);
    if (everyone) change(everyone, bits === undefined ? EVERYONE : EVERYONE & bits);
    if (role) change(role, bits ?? INVITED);
  }

  function change(role: Role, permissions: bigint): void {
    role.permissions = permissions;
    tellRole(core, guild, role, false);
  }

  return {
    id: guild.id,
    name: guild.name,
    guild,
    createChannel(given = {}) {
      const channel = createChannel(core, {
        guildId: guild.id,
        type: given.type ?? ChannelType.text,
        name: given.name ?? "general",
        parentId: given.parent?.id ?? null,
        topic: given.topic ?? null,
        nsfw: given.nsfw ?? false,
        overwrites: overwritesFrom(guild, world.bot.id, given.overwrites ?? []),
      });
      return createChannelHandle(core, guild, channel);
    },
    createThread: ({ parent, name }) => parent.createThread(name === undefined ? {} : { name }),
    createRole: ({ name, permissions }) => ({
      id: addRole(name, permissionBits(permissions) ?? 0n),
    }),
    addMember(given = {}) {
      const extra = permissionBits(given.permissions);
      const own =
        extra === undefined ? [] : [addRole(`Role of ${given.name ?? "a member"}`, extra)];
      return createActor(core, guild, [membersRole, ...own, ...(given.roles ?? [])], given);
    },
    removeMember: ({ id }) => void guild.members.delete(id),
    removeBot: () => leaveGuild(core, guild),
    addBot: () => joinGuild(core, guild, botRole),
    setBotPermissions,
    setBoostTier(tier) {
      guild.premiumTier = tier;
      guild.uploadLimitBytes = guild.statedUploadBytes = tierUploadBytes[tier];
      tellGuildChanged(core, guild);
    },
    setOutage: (isOut) => setGuildOutage(core, guild, isOut),
  };
}

function emptyGuild({ ids }: Core, options: GuildOptions): Guild {
  const premiumTier = options.boostTier ?? 0;
  const uploadLimitBytes = options.uploadLimitBytes ?? tierUploadBytes[premiumTier];
  return {
    id: options.shard ? ids.nextFor(options.shard.id, options.shard.count) : ids.next(),
    name: options.name ?? "Guild One",
    ownerId: ids.next(),
    locale: options.locale ?? "en-US",
    premiumTier,
    roles: new Map(),
    members: new Map(),
    statedUploadBytes: options.statedUploadBytes ?? uploadLimitBytes,
    uploadLimitBytes,
    botPresent: false,
    unavailable: false,
  };
}
