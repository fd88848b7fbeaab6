import { ComponentType, MessageFlags } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import type { Feed } from "../../src/sharing/feeds/feed.ts";
import type { Followed } from "../../src/sharing/feeds/directory.ts";
import { guildOf } from "../settings/guild-of.ts";
import { feedName } from "./record-feed.ts";

export const list = defineSubcommand({
  payload: {
    name: "list",
    description: "See who follows this server's showcase, and what this server follows",
  },

  async execute({ interaction, services }) {
    const guildId = guildOf(interaction);
    const { directory } = services.feeds;
    const feed = directory.feedOf(guildId);
    const followers = feed === undefined ? 0 : await directory.countFollowers(guildId);
    const followed = await directory.followedBy(guildId);
    const content = [
      ...own(feed, followers, services.settings.of(guildId).showcase !== null),
      `### Followed here (${followed.length})`,
      ...(followed.length === 0
        ? ["None yet. `/feed follow` shows another server's showcase in a channel of this one."]
        : followed.map((one) => line(one, feedName(interaction, one.feedGuildId)))),
    ].join("\n");
    await interaction.reply({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: [
        {
          type: ComponentType.Container,
          components: [{ type: ComponentType.TextDisplay, content }],
        },
      ],
      allowedMentions: { parse: [] },
    });
  },
});

function own(feed: Feed | undefined, followers: number, hasShowcase: boolean): string[] {
  const heading = "### 📡 This server's showcase";
  if (feed === undefined) {
    return [heading, "Not published. `/feed publish` lets other servers follow it."];
  }
  const count = followers.toLocaleString("en-US");
  return [
    heading,
    `Published with the code \`${feed.code}\`: ${followers === 1 ? "1 server follows it" : `${count} servers follow it`}.`,
    ...(hasShowcase
      ? []
      : ["⚠️ There is no showcase channel any more, so nothing new comes: `/settings showcase`."]),
  ];
}

function line({ code, channelId, muted, closed }: Followed, name: string): string {
  const how = closed
    ? " · ⚠️ I could not post there. Put that right, then follow it again"
    : muted
      ? " · 🔇 muted"
      : "";
  return `${name} in <#${channelId}>${how}\n-# \`${code}\``;
}
