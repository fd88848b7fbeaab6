import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { guildOf } from "../settings/guild-of.ts";
import { followedBy, followedCode, suggestFollowed } from "./codes.ts";
import { feedName, recordFeed } from "./record-feed.ts";

export const unfollow = defineSubcommand({
  payload: {
    name: "unfollow",
    description: "Show no more of another server's showcase here",
    options: [followedCode],
  },
  autocomplete: suggestFollowed,

  async execute({ interaction, options, services }) {
    const { feedGuildId } = await followedBy(interaction, options.code, services);
    await services.feeds.directory.unfollow(guildOf(interaction), feedGuildId);
    const name = feedName(interaction, feedGuildId);
    const detail = `📡 The showcase of ${name} is not followed any more.`;
    await recordFeed(interaction, services, { action: "feed-unfollow", detail });
    await tell(
      interaction,
      `Nothing more comes from the showcase of ${name}. What is here already stays until it is deleted, here or there.`,
    );
  },
});
