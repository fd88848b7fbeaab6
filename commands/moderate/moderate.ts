import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { block } from "./block.ts";
import { log } from "./log.ts";
import { strikes } from "./strikes.ts";
import { unblock } from "./unblock.ts";

/** What moderators do about members; one file a subcommand. */
export const moderate = defineCommandTree({
  payload: {
    name: "moderate",
    description: "Block members from making videos, and see what was done",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageMessages),
  },
  needs: "ManageMessages",
  subcommands: [block, unblock, strikes, log],
});
