import { PermissionFlagsBits } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import { type Channel, ChannelType, type Guild } from "../model.ts";
import { presentChannel } from "../present/present-channel.ts";
import { presentGuildCreate } from "../present/present-guild.ts";
import { tierUploadBytes } from "../upload-limits.ts";
import { Intent } from "../wire-numbers.ts";
import { type ChannelHandle, createChannelHandle } from "./channel.ts";
import { type Actor, createActor, type MemberOptions } from "./member.ts";
import { permissionBits, type PermissionInput } from "./permission-input.ts";

export interface GuildOptions {
  readonly name?: string;
  readonly boostTier?: 0 | 1 | 2 | 3;
  readonly locale?: string;
  /** Puts the guild on this shard. */
  readonly shard?: { readonly id: number; readonly count: number };
  /** Exactly what the bot may do; what the README's invite link asks for when left out. */
  readonly botPermissions?: PermissionInput;
  /** What interactions state as upload limit, when it is to differ from what is let in. */
  readonly statedUploadBytes?: number;
  readonly uploadLimitBytes?: number;
}

export interface ChannelOptions {
  readonly name?: string;
  readonly type?: number;
  readonly parent?: { readonly id: string };
  readonly nsfw?: boolean;
  readonly topic?: string;
  readonly overwrites?: readonly OverwriteOptions[];
}

export interface OverwriteOptions {
  /** A member, a role, `"everyone"` or `"bot"`. */
  readonly for: { readonly id: string } | "everyone" | "bot";
  readonly allow?: PermissionInput;
  readonly deny?: PermissionInput;
}

export interface GuildHandle {
  readonly id: string;
  readonly name: string;
  readonly guild: Guild;
  createChannel(options?: ChannelOptions): ChannelHandle;
  addMember(options?: MemberOptions): Actor;
  removeBot(): void;
  addBot(): void;
  setBotPermissions(permissions: PermissionInput): void;
}

const P = PermissionFlagsBits;

/** What Discord gives @everyone in a fresh guild, as far as bots care. */
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
  const { world, ids, clock } = core;
  const id = options.shard ? ids.nextFor(options.shard.id, options.shard.count) : ids.next();
  const ownerId = ids.next();
  const membersRole = ids.next();
  const botRole = ids.next();
  const botPermissions = permissionBits(options.botPermissions) ?? INVITED;
  const uploadLimitBytes = options.uploadLimitBytes ?? tierUploadBytes[options.boostTier ?? 0];

  const guild: Guild = {
    id,
    name: options.name ?? "Guild One",
    ownerId,
    locale: options.locale ?? "en-US",
    premiumTier: options.boostTier ?? 0,
    roles: new Map(),
    members: new Map(),
    statedUploadBytes: options.statedUploadBytes ?? uploadLimitBytes,
    uploadLimitBytes,
    botPresent: true,
    unavailable: false,
  };
  // Permissions only add up, so a bot that is to lack one must not get it from @everyone either:
  // members then have a role for what Discord gives everyone.
  const everyone = options.botPermissions === undefined ? EVERYONE : EVERYONE & botPermissions;
  addRole(id, "@everyone", everyone);
  addRole(membersRole, "Members", EVERYONE);
  addRole(botRole, world.bot.username, botPermissions, world.bot.id);
  joinBot();
  world.guilds.set(id, guild);
  tellCreated();

  function addRole(
    roleId: string,
    name: string,
    permissions: bigint,
    managedBy: string | null = null,
  ) {
    guild.roles.set(roleId, { id: roleId, name, permissions, managedBy });
  }

  function joinBot(): void {
    const userId = world.bot.id;
    guild.members.set(userId, { userId, joinedAt: clock.now(), nick: null, roles: [botRole] });
  }

  function tellCreated(): void {
    core.dispatch({
      t: "GUILD_CREATE",
      d: presentGuildCreate(world, guild),
      guildId: id,
      intent: Intent.guilds,
    });
    core.events.emit("guild", guild);
  }

  function overwriteId(target: OverwriteOptions["for"]): string {
    if (target === "everyone") return id;
    return target === "bot" ? world.bot.id : target.id;
  }

  return {
    id,
    name: guild.name,
    guild,
    createChannel(given = {}) {
      const type = given.type ?? ChannelType.text;
      const channel: Channel = {
        id: ids.next(),
        type,
        guildId: id,
        parentId: given.parent?.id ?? null,
        recipientId: null,
        thread: null,
        messages: new Map(),
        name: given.name ?? "general",
        topic: given.topic ?? null,
        nsfw: given.nsfw ?? false,
        position: world.channels.size,
        overwrites: (given.overwrites ?? []).map((overwrite) => ({
          id: overwriteId(overwrite.for),
          type: guild.roles.has(overwriteId(overwrite.for)) ? 0 : 1,
          allow: permissionBits(overwrite.allow) ?? 0n,
          deny: permissionBits(overwrite.deny) ?? 0n,
        })),
        lastMessageId: null,
        deleted: false,
      };
      world.channels.set(channel.id, channel);
      core.dispatch({
        t: "CHANNEL_CREATE",
        d: presentChannel(world, channel),
        guildId: id,
        intent: Intent.guilds,
      });
      return createChannelHandle(core, channel);
    },
    addMember(given = {}) {
      const roles = [membersRole];
      const extra = permissionBits(given.permissions);
      if (extra !== undefined) {
        const roleId = ids.next();
        addRole(roleId, `Role of ${given.name ?? "a member"}`, extra);
        roles.push(roleId);
      }
      return createActor(core, guild, [...roles, ...(given.roles ?? [])], given);
    },
    removeBot() {
      guild.botPresent = false;
      guild.members.delete(world.bot.id);
      core.dispatch({
        t: "GUILD_DELETE",
        d: { id },
        guildId: id,
        intent: Intent.guilds,
      });
    },
    addBot() {
      guild.botPresent = true;
      joinBot();
      tellCreated();
    },
    setBotPermissions(permissions) {
      const role = guild.roles.get(botRole);
      const shared = guild.roles.get(id);
      const bits = permissionBits(permissions) ?? 0n;
      if (role) role.permissions = bits;
      if (shared) shared.permissions = EVERYONE & bits;
    },
  };
}
