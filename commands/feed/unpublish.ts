import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { UserError } from "../../src/generation/errors.ts";
import { guildOf } from "../settings/guild-of.ts";
import { recordFeed } from "./record-feed.ts";

export const unpublish = defineSubcommand({
  payload: {
    name: "unpublish",
    description: "End it: nobody follows this server's showcase any more",
  },

  async execute({ interaction, services }) {
    await interaction.deferReply({ flags: "Ephemeral" });
    if (!(await services.feeds.directory.unpublish(guildOf(interaction)))) {
      throw new UserError("This server's showcase is not published. Nothing was changed.");
    }
    const detail = "📡 The showcase cannot be followed by other servers any more.";
    await recordFeed(interaction, services, { action: "feed-unpublish", detail });
    await tell(
      interaction,
      "Nobody follows this server's showcase any more, and its code is dead. What is out already stays in other servers until its original is deleted here. Published again, it gets a new code.",
    );
  },
});
