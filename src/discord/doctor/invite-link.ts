import { INVITE_PERMISSIONS } from "../../policy/bot-permissions.ts";

/**
 * Discord's page that asks whoever manages a server, this one where it is given, to let the bot in with
 * the permissions it needs; for a server that it is in already, it adds what its role lacks. Source: Discord's
 * documentation, "Bot Authorization Flow".
 */
export function inviteLink(applicationId: string, guildId?: string): string {
  const link = new URL("https://discord.com/oauth2/authorize");
  link.search = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: String(INVITE_PERMISSIONS),
    ...(guildId === undefined ? {} : { guild_id: guildId, disable_guild_select: "true" }),
  }).toString();
  return link.href;
}
