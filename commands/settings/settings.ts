import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { pause } from "./pause.ts";
import { safety } from "./safety.ts";

/** What a server's moderators decide; one file a subcommand. */
export const settings = defineCommandTree({
  payload: {
    name: "settings",
    description: "What moderators decide about videos in this server",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  needs: "ManageGuild",
  subcommands: [safety, pause],
});
