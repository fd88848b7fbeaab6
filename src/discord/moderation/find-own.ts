import type { BaseInteraction } from "discord.js";
import { ForbiddenError, UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";
import { hasRight } from "../rights.ts";
import type { Services } from "../services.ts";
import { findResult, isShownHere, refuseDeleted } from "./find-result.ts";

type Pressing = Pick<BaseInteraction, "guildId" | "channelId" | "user" | "memberPermissions">;

/** Asked for as private, and in no channel since. */
export const isPrivate = (generation: Generation): boolean =>
  generation.card.ephemeral && guildMessageOf(generation) === null;

/**
 * The result that a member wants to know more about: one of their own, in direct messages too, or one
 * of this guild; of a private one of somebody else's only moderators know. Its id can be forged.
 * @throws {UserError} there is nothing (any more), or nothing of theirs
 */
export async function findForMore(
  interaction: Pressing,
  generationId: string,
  services: Pick<Services, "service" | "settings">,
): Promise<Generation> {
  const { guildId, user } = interaction;
  const found = await services.service.find(generationId);
  if (found?.memberId === user.id && guildId === null) {
    refuseDeleted(found);
    return found;
  }
  const generation = await findResult(interaction, generationId, services);
  if (generation.memberId === user.id || !isPrivate(generation)) return generation;
  const isModerator = hasRight(interaction, "ManageMessages");
  if (isModerator && isShownHere(interaction, generation, services)) return generation;
  throw new UserError("I no longer have the record of this video.");
}

/**
 * As `findForMore`, for what only whoever asked for it does.
 * @throws {ForbiddenError} it is somebody else's
 */
export async function findOwn(
  interaction: Pressing,
  generationId: string,
  services: Pick<Services, "service" | "settings">,
): Promise<Generation> {
  const generation = await findForMore(interaction, generationId, services);
  if (generation.memberId === interaction.user.id) return generation;
  throw new ForbiddenError("Only the member who asked for this video can do that.");
}

/**
 * One of the member's own, also where a deletion was noted before: the message may have stayed,
 * because Discord did not answer, and has to be deletable again.
 */
export async function findOwnToDelete(
  { guildId, user }: Pressing,
  generationId: string,
  { service }: Pick<Services, "service">,
): Promise<Generation> {
  const generation = await service.find(generationId);
  const isHere = guildId === null || generation?.guildId === guildId;
  if (generation?.memberId === user.id && isHere) return generation;
  throw new ForbiddenError("Only the member who asked for this video can do that.");
}
