import type { Core } from "../core.ts";
import type { Route } from "../http/router.ts";
import { createOldEdits } from "../message-rules.ts";
import { applicationRoutes } from "./applications.ts";
import { channelRoutes } from "./channels.ts";
import { commandRoutes } from "./commands.ts";
import { guildRoutes } from "./guilds.ts";
import { interactionRoutes } from "./interactions.ts";
import { messageRoutes } from "./messages.ts";
import { userRoutes } from "./users.ts";
import { webhookRoutes } from "./webhooks.ts";

/** The first route that fits is taken, so fixed paths stand before those with a parameter. */
export function allRoutes(core: Core): Route[] {
  const oldEdits = createOldEdits(core);
  return [
    ...applicationRoutes(core),
    ...commandRoutes(core),
    ...interactionRoutes(core),
    ...webhookRoutes(core, oldEdits),
    ...messageRoutes(core, oldEdits),
    ...channelRoutes(core),
    ...guildRoutes(core),
    ...userRoutes(core),
  ];
}
