import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { follow } from "./follow.ts";
import { list } from "./list.ts";
import { mute } from "./mute.ts";
import { publish } from "./publish.ts";
import { unfollow } from "./unfollow.ts";
import { unpublish } from "./unpublish.ts";

/** Showcases that other servers follow. */
export const feed = defineCommandTree({
  payload: {
    name: "feed",
    description: "Let other servers follow this server's showcase, or follow theirs",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  needs: "ManageGuild",
  subcommands: [publish, unpublish, follow, unfollow, mute, list],
});
