import { INVITE_PERMISSIONS } from "../../policy/bot-permissions.ts";

/**
 * Discord's page that asks whoever manages the server to give the bot the permissions it needs;
 * opened for a server the bot is in already, it adds what its role lacks. Source: Discord's
 * documentation, "Bot Authorization Flow".
 */
export function inviteLink(applicationId: string, guildId: string): string {
  const link = new URL("https://discord.com/oauth2/authorize");
  link.search = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: String(INVITE_PERMISSIONS),
    guild_id: guildId,
    disable_guild_select: "true",
  }).toString();
  return link.href;
}
