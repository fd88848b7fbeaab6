import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { guildOf } from "../settings/guild-of.ts";
import { followedBy, followedCode, suggestFollowed } from "./codes.ts";
import { feedName, recordFeed } from "./record-feed.ts";

export const mute = defineSubcommand({
  payload: {
    name: "mute",
    description: "Pause a feed that this server follows; once more, and it goes on",
    options: [followedCode],
  },
  autocomplete: suggestFollowed,

  async execute({ interaction, options, services }) {
    const { feedGuildId } = await followedBy(interaction, options.code, services);
    const muted = await services.feeds.directory.toggleMuted(guildOf(interaction), feedGuildId);
    const name = feedName(interaction, feedGuildId);
    await recordFeed(interaction, services, {
      action: muted === true ? "feed-mute" : "feed-unmute",
      detail: `📡 The showcase of ${name} is ${muted === true ? "muted" : "shown again"}.`,
    });
    await tell(
      interaction,
      muted === true
        ? `🔇 The showcase of ${name} is muted: nothing of it is shown here, and what comes meanwhile is not made up for. \`/feed mute\` once more, and it goes on.`
        : `🔊 The showcase of ${name} is shown here again from now on.`,
    );
  },
});
