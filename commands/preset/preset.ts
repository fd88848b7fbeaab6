import { ApplicationIntegrationType, InteractionContextType } from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { remove } from "./delete.ts";
import { list } from "./list.ts";
import { save } from "./save.ts";
import { share } from "./share.ts";
import { use } from "./use.ts";

/** Named settings of a member. */
export const preset = defineCommandTree({
  payload: {
    name: "preset",
    description: "Settings under a name, yours or shared in this server",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  subcommands: [save, use, list, share, remove],
});
