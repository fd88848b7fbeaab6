import { ApplicationIntegrationType, InteractionContextType } from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { deleteData } from "./delete.ts";
import { exportData } from "./export.ts";
import { show } from "./show.ts";

/** What the bot keeps of a member, in every server: theirs to see, to take along and to delete. */
export const privacy = defineCommandTree({
  payload: {
    name: "privacy",
    description: "What I keep about you, in every server: see it, export it, delete it",
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  subcommands: [show, exportData, deleteData],
});
