import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { UserError } from "../../src/generation/errors.ts";
import { guildOf } from "../settings/guild-of.ts";
import { recordFeed } from "./record-feed.ts";

export const publish = defineSubcommand({
  payload: {
    name: "publish",
    description: "Let other servers follow this server's showcase; gives the code for it",
  },

  async execute({ interaction, services }) {
    const guildId = guildOf(interaction);
    const { showcase } = services.settings.of(guildId);
    if (showcase === null) {
      throw new UserError(
        "There is nothing to follow: this server has no showcase. Choose a channel for one with `/settings showcase`, then publish it.",
      );
    }
    const { directory } = services.feeds;
    const isNew = directory.feedOf(guildId) === undefined;
    const { code } = await directory.publish(guildId);
    if (isNew) {
      const detail = `📡 The showcase <#${showcase.channelId}> can be followed by other servers now.`;
      await recordFeed(interaction, services, { action: "feed-publish", detail });
    }
    await tell(
      interaction,
      [
        `📡 This server's showcase can be followed with the code \`${code}\`. In another server, somebody who manages it types \`/feed follow code:${code}\` and chooses a channel.`,
        "Everything that comes into the showcase from now on is shown there as a preview with a **Play** button, with the name of its member and of this server. What is deleted or put behind a click here follows there.",
        "-# Whoever has the code can follow. `/feed unpublish` ends it; what is out already stays until its original goes.",
      ].join("\n"),
    );
  },
});
