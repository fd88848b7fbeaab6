import { ApplicationCommandOptionType as Option, ChannelType } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { UserError } from "../../src/generation/errors.ts";
import { guildOf } from "../settings/guild-of.ts";
import { postableChannel } from "../settings/postable-channel.ts";
import { feedName, recordFeed } from "./record-feed.ts";

export const follow = defineSubcommand({
  payload: {
    name: "follow",
    description: "Show here what comes into another server's showcase",
    options: [
      {
        type: Option.String,
        name: "code",
        description: "The code that /feed publish gave in that server",
        required: true,
        max_length: 40,
      },
      {
        type: Option.Channel,
        name: "channel",
        description: "Where it is shown; for a feed that is followed already, where it moves to",
        required: true,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      },
    ],
  },

  async execute({ interaction, options, services }) {
    const { channel } = options;
    // Discord may be asked about the channel, which takes its time.
    await interaction.deferReply({ flags: "Ephemeral" });
    const guildId = guildOf(interaction);
    const { directory } = services.feeds;
    const feedGuildId = directory.find(options.code);
    if (feedGuildId === undefined) {
      throw new UserError(
        "No feed has that code. It may have been mistyped, or that server's showcase is not published any more. Nothing was changed.",
      );
    }
    if (feedGuildId === guildId) {
      throw new UserError("That is this server's own showcase: it is shown here already.");
    }
    const name = feedName(interaction, feedGuildId);
    if (services.settings.of(guildId).sharing.blockedGuildIds.includes(feedGuildId)) {
      throw new UserError(
        `The moderators of this server take nothing from ${name}. \`/settings sharing\` lets it in again.`,
      );
    }
    await postableChannel(interaction, channel.id);
    await directory.follow(guildId, feedGuildId, channel.id);
    await recordFeed(interaction, services, {
      action: "feed-follow",
      channelId: channel.id,
      detail: `📡 The showcase of ${name} is shown in <#${channel.id}>.`,
    });
    await tell(
      interaction,
      [
        `📡 What comes into the showcase of ${name} is shown in <#${channel.id}> from now on, as a preview with a **Play** button.`,
        "Only what was checked as strictly as this server asks for arrives, and nothing whose prompt has a word that is not allowed here. **More** below it leads to what moderators can do about it.",
        "-# `/feed mute` pauses it, `/feed unfollow` ends it.",
      ].join("\n"),
    );
  },
});
