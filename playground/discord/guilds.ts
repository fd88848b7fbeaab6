import type { Core } from "./core.ts";
import type { Guild, Role } from "./model.ts";
import { presentGuild, presentGuildCreate, presentRole } from "./present/present-guild.ts";
import { Intent } from "./wire-numbers.ts";

/** Adds the bot, with the role its invite link made for it. */
export function joinGuild(core: Core, guild: Guild, roleId: string): void {
  const userId = core.world.bot.id;
  guild.members.set(userId, { userId, joinedAt: core.clock.now(), nick: null, roles: [roleId] });
  guild.botPresent = true;
  showGuild(core, guild);
}

/** The bot was removed, or left by itself. */
export function leaveGuild(core: Core, guild: Guild): void {
  guild.botPresent = false;
  guild.members.delete(core.world.bot.id);
  tell(core, guild, "GUILD_DELETE", { id: guild.id });
}

/** An outage of the guild, as Discord has them, and its end. */
export function setGuildOutage(core: Core, guild: Guild, isOut: boolean): void {
  guild.unavailable = isOut;
  if (isOut) tell(core, guild, "GUILD_DELETE", { id: guild.id, unavailable: true });
  else showGuild(core, guild);
}

/** A role that came or changed; clients compute permissions from it. */
export function tellRole(core: Core, guild: Guild, role: Role, isNew: boolean): void {
  if (!guild.botPresent) return;
  const d = { guild_id: guild.id, role: presentRole(guild, role) };
  tell(core, guild, isNew ? "GUILD_ROLE_CREATE" : "GUILD_ROLE_UPDATE", d);
}

export function tellGuildChanged(core: Core, guild: Guild): void {
  tell(core, guild, "GUILD_UPDATE", presentGuild(guild));
}

function showGuild(core: Core, guild: Guild): void {
  tell(core, guild, "GUILD_CREATE", presentGuildCreate(core.world, guild));
}

function tell(core: Core, guild: Guild, t: string, d: Record<string, unknown>): void {
  core.dispatch({ t, d, guildId: guild.id, intent: Intent.guilds });
  core.events.emit("guild", guild);
}
