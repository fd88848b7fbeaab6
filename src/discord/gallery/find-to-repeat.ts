import type { ButtonInteraction, ModalSubmitInteraction } from "discord.js";
import { ForbiddenError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";
import { findResult } from "../moderation/find-result.ts";
import type { Services } from "../services.ts";
import { readerOf } from "./sight.ts";

/**
 * The generation after which somebody wants a new one: their own, or one whose card they can look at.
 * Its id comes from a custom id, which can be forged, and a new card shows its prompt.
 * @throws {ForbiddenError} it is another guild's, or nothing that they can see
 * @throws {UserError} there is nothing (any more)
 */
export async function findToRepeat(
  interaction: ButtonInteraction | ModalSubmitInteraction,
  generationId: string,
  services: Pick<Services, "service" | "sharing">,
): Promise<Generation> {
  const generation = await findResult(interaction, generationId, services);
  const isOwn = generation.memberId === interaction.user.id;
  if (isOwn || isOnItsCard(interaction, generation)) return generation;
  const spot = await services.sharing.spotOf(generation);
  if (spot !== undefined && readerOf(interaction).maySee(spot)) return generation;
  throw new ForbiddenError("You cannot look at this video, so you cannot make it again.");
}

/** The button is on the very message that shows it to the guild. */
export const isOnItsCard = (
  { message }: Pick<ButtonInteraction | ModalSubmitInteraction, "message">,
  generation: Generation,
): boolean => message !== null && guildMessageOf(generation)?.messageId === message.id;
