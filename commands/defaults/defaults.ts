import { ApplicationIntegrationType, InteractionContextType } from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { clear } from "./clear.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";

/** What stands in for options of `/video` that are left out. */
export const defaults = defineCommandTree({
  payload: {
    name: "defaults",
    description: "What /video takes for the options that you leave out",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  subcommands: [set, show, clear],
});
