import { DiscordAPIError, HTTPError } from "discord.js";

/** Why the bot cannot start, in a sentence for its operator. */
export function startFault(cause: unknown, apiUrl: string): Error {
  return new Error(sentence(cause, apiUrl), { cause });
}

function sentence(cause: unknown, apiUrl: string): string {
  if (cause instanceof DiscordAPIError || cause instanceof HTTPError) {
    return cause.status === 401
      ? "Discord does not accept DISCORD_TOKEN. Copy the bot's token anew from the developer portal."
      : `Discord answered the registration of the commands with ${cause.status}: ${cause.message}`;
  }
  const reason = cause instanceof Error ? cause.message : "for an unknown reason";
  return `Discord could not be reached at ${apiUrl}: ${reason}`;
}
