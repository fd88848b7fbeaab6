import { ApplicationIntegrationType, InteractionContextType } from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { open } from "./open.ts";

/** What members share with other servers; one file a subcommand. */
export const share = defineCommandTree({
  payload: {
    name: "share",
    description: "Videos that members share with other servers",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  subcommands: [open],
});
