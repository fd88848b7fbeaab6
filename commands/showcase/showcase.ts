import { ApplicationIntegrationType, InteractionContextType } from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { top } from "./top.ts";

/** A server's best, by votes; one file a subcommand. */
export const showcase = defineCommandTree({
  payload: {
    name: "showcase",
    description: "The videos that most members of this server made their favourite",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  subcommands: [top],
});
