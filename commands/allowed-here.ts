import type { Services } from "../src/discord/services.ts";
import { UserError } from "../src/generation/errors.ts";

/**
 * Whether a text may be read by others in this guild, or asked for on their behalf: nothing in it is
 * on the blocklist.
 * @throws {UserError} the settings of the guild cannot be read
 */
export function allowedHere(
  { blocklist, settings }: Pick<Services, "blocklist" | "settings">,
  guildId: string,
): (text: string) => boolean {
  const terms = settings.of(guildId).blocklist;
  return (text) => {
    try {
      return blocklist.findBlocked({ prompt: text, negativePrompt: null }, terms) === null;
    } catch (error) {
      // Signs that nobody can say the reading of.
      if (error instanceof UserError) return false;
      throw error;
    }
  };
}
