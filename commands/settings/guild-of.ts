import type { BaseInteraction } from "discord.js";
import { ForbiddenError, UserError } from "../../src/generation/errors.ts";

/** The guild that a setting is changed in: always the one the interaction itself comes from. */
export function guildOf({ guildId }: BaseInteraction): string {
  if (guildId === null) throw new UserError("Settings belong to a server: type this there.");
  return guildId;
}

/**
 * The same for a press: its custom id names a guild too, and can be forged.
 * @throws {ForbiddenError} where it names another one
 */
export function guildOfPress(press: { interaction: BaseInteraction; subjectId: string }): string {
  const guildId = guildOf(press.interaction);
  if (press.subjectId === guildId) return guildId;
  throw new ForbiddenError("This belongs to another server. Nothing was changed.");
}
