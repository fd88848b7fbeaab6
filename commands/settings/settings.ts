import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import { defineCommandTree } from "../../src/discord/define-command-tree.ts";
import { access } from "./access.ts";
import { allowance } from "./allowance.ts";
import { blocklist } from "./blocklist.ts";
import { budget } from "./budget.ts";
import { confirmAbove } from "./confirm-above.ts";
import { log } from "./log.ts";
import { key } from "./key.ts";
import { pause } from "./pause.ts";
import { review } from "./review.ts";
import { safety } from "./safety.ts";
import { sharing } from "./sharing.ts";
import { show } from "./show.ts";
import { showcase } from "./showcase.ts";
import { strikes } from "./strikes.ts";

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
  subcommands: [
    show,
    safety,
    review,
    log,
    blocklist,
    strikes,
    access,
    allowance,
    budget,
    confirmAbove,
    pause,
    showcase,
    sharing,
    key,
  ],
});
