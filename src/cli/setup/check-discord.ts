import { DiscordAPIError, HTTPError, REST, Routes } from "discord.js";
import { z } from "zod";

/** Setup waits for somebody who sits before it: one try, and a short one. */
const PATIENCE_MS = 15_000;

const UserSchema = z.object({ username: z.string() });
const ApplicationSchema = z.object({
  id: z.string(),
  bot_require_code_grant: z.boolean().optional(),
});

/** What Discord says of a token, or the sentence for why it does not take it. */
export type DiscordVerdict =
  | { isAccepted: true; applicationId: string; botName: string; warning: string | null }
  | { isAccepted: false; problem: string };

/**
 * Asks Discord whose token this is.
 * @throws {Error} with a sentence for the operator: Discord cannot be asked
 */
export async function checkDiscord(apiUrl: string, token: string): Promise<DiscordVerdict> {
  const rest = new REST({ api: apiUrl, retries: 0, timeout: PATIENCE_MS }).setToken(token);
  try {
    const user = UserSchema.parse(await rest.get(Routes.user()));
    const application = ApplicationSchema.parse(await rest.get(Routes.currentApplication()));
    return {
      isAccepted: true,
      applicationId: application.id,
      botName: user.username,
      warning: application.bot_require_code_grant === true ? CODE_GRANT : null,
    };
  } catch (cause) {
    const isAnswer = cause instanceof DiscordAPIError || cause instanceof HTTPError;
    if (isAnswer && cause.status === 401) return { isAccepted: false, problem: REFUSED };
    const why = cause instanceof Error ? cause.message : "for an unknown reason";
    throw new Error(`Discord could not be asked at ${apiUrl}: ${why}. Nothing was written.`, {
      cause,
    });
  } finally {
    rest.clearHandlerSweeper();
    rest.clearHashSweeper();
  }
}

const REFUSED =
  "Discord does not accept this token. Press “Reset Token” under “Bot” at https://discord.com/developers/applications and copy the new one: it is neither the client secret nor the application's id.";
const CODE_GRANT =
  "The application asks for an OAuth2 code grant, so nobody can invite the bot: switch “Requires OAuth2 Code Grant” off under “Bot” in the developer portal.";
