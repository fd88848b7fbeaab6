import { ChannelType } from "discord.js";

/** Where a log can be posted and hidden from everyone else. */
export const LOG_CHANNEL_TYPES = [ChannelType.GuildText] as const;

/**
 * Channels that a rule can be set for; threads and posts follow theirs. Discord lists no media
 * channels for an option.
 */
export const RULE_CHANNEL_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
] as const;
