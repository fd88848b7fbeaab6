import { type Channel, type Guild, isThread, type Role } from "../model.ts";
import type { World } from "../world.ts";
import { presentChannel } from "./present-channel.ts";
import { presentMember, presentUser } from "./present-user.ts";

export function presentRole(guild: Guild, role: Role): Record<string, unknown> {
  const isEveryone = role.id === guild.id;
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: role.permissions.toString(),
    position: isEveryone ? 0 : 1,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.managedBy !== null,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(role.managedBy ? { tags: { bot_id: role.managedBy } } : {}),
  };
}

/** The guild as REST answers it. */
export function presentGuild(guild: Guild): Record<string, unknown> {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    roles: [...guild.roles.values()].map((role) => presentRole(guild, role)),
    premium_tier: guild.premiumTier,
    premium_subscription_count: [0, 2, 7, 14][guild.premiumTier],
    preferred_locale: guild.locale,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    region: "deprecated",
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    features: [],
    application_id: null,
    vanity_url_code: null,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    premium_progress_bar_enabled: false,
    incidents_data: null,
    home_header: null,
    latest_onboarding_question_id: null,
  };
}

/** GUILD_CREATE: the guild with all a session may know of it. */
export function presentGuildCreate(world: World, guild: Guild): Record<string, unknown> {
  const own = [...world.channels.values()].filter(
    (channel) => channel.guildId === guild.id && !channel.deleted,
  );
  const bot = guild.members.get(world.bot.id);
  const present = (channel: Channel) => presentChannel(world, channel);
  return {
    ...presentGuild(guild),
    joined_at: new Date(bot?.joinedAt ?? 0).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    // Without the privileged members intent a session is told of the bot alone.
    members: bot ? [{ user: presentUser(world.bot), ...presentMember(bot) }] : [],
    channels: own.filter((channel) => !isThread(channel)).map(present),
    threads: own.filter((channel) => channel.thread && !channel.thread.archived).map(present),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
