import { ApplicationIntegrationType, InteractionContextType } from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { mine } from "./mine.ts";
import { server } from "./server.ts";

/** What was spent: a member's own share for the member, the server's for its moderators. */
export const usage = defineCommandTree({
  payload: {
    name: "usage",
    description: "What videos have cost here, and what is left",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  subcommands: [mine, server],
});
