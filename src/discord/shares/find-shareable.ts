import type { BaseInteraction } from "discord.js";
import { UserError } from "../../generation/errors.ts";
import { isEnd, type Generation } from "../../generation/generation.ts";
import { findResult } from "../moderation/find-result.ts";
import type { Services } from "../services.ts";

/**
 * Whether a result may be seen outside of its guild now: its moderators allow that, and it is in the
 * guild's gallery. So it ends with a deletion, and while it is taken out of the gallery.
 * @throws {RetryableError} Discord did not say who sees its thread
 */
export async function mayLeave(
  generation: Generation,
  { settings, sharing }: Pick<Services, "settings" | "sharing">,
): Promise<boolean> {
  const { guildId } = generation;
  if (!settings.isReadable(guildId) || !settings.of(guildId).sharing.outgoing) return false;
  const spot = await sharing.spotOf(generation);
  return spot !== undefined && !spot.isPrivateThread;
}

/**
 * The result that a press wants to share. Only the member who asked for it does: it goes out as theirs,
 * under their name if they like, and nobody, no moderator either, gives that away for them.
 * @throws {ForbiddenError} it is another guild's
 * @throws {UserError} saying why it cannot be shared
 */
export async function findShareable(
  interaction: Pick<BaseInteraction, "guildId" | "user">,
  generationId: string,
  services: Pick<Services, "service" | "settings" | "sharing">,
): Promise<Generation> {
  const generation = await findResult(interaction, generationId, services);
  if (generation.memberId !== interaction.user.id) {
    throw new UserError(
      "Only the member who asked for this video can share it with other servers: it goes out as theirs.",
    );
  }
  if (!services.settings.of(generation.guildId).sharing.outgoing) {
    throw new UserError(
      "What is made in this server stays here: its moderators have not allowed to share it with other servers.",
    );
  }
  if (await mayLeave(generation, services)) return generation;
  if (!isEnd(generation.state)) {
    // The message shows it a moment before the record says so.
    throw new UserError("This video is not quite finished. Please try again in a moment.");
  }
  throw new UserError(
    "Only a finished video that is in the gallery of this server can be shared: not a private one, one in a private thread, or one that you took out.",
  );
}
