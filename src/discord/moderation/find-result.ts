import type { BaseInteraction, Message } from "discord.js";
import { ForbiddenError, UserError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";
import { parseCustomId } from "../custom-id.ts";
import type { Services } from "../services.ts";
import { mention } from "../mention.ts";
import { hasRightAt } from "../rights.ts";

/**
 * The generation that a press is about. Its id comes from a custom id, which can be forged.
 * @throws {ForbiddenError} it is another guild's
 * @throws {UserError} there is nothing (any more)
 */
export async function findResult(
  interaction: Pick<BaseInteraction, "guildId">,
  generationId: string,
  services: Pick<Services, "service">,
): Promise<Generation> {
  const generation = await findInGuild(interaction, generationId, services);
  refuseDeleted(generation);
  return generation;
}

async function findInGuild(
  { guildId }: Pick<BaseInteraction, "guildId">,
  generationId: string,
  { service }: Pick<Services, "service">,
): Promise<Generation> {
  const generation = await service.find(generationId);
  if (generation === undefined) throw new UserError("I no longer have the record of this video.");
  if (generation.guildId !== guildId) {
    throw new ForbiddenError("This belongs to another server. Nothing was changed.");
  }
  return generation;
}

/** @throws {UserError} a moderator took it away */
export function refuseDeleted({ deleted }: Generation): void {
  if (deleted === null) return;
  throw new UserError(
    `This video was deleted by ${mention(deleted.by)}: the message and its files are gone.`,
  );
}

/**
 * As `findResult`, for what only moderators do: the right was checked in the channel of the press, so
 * it has to be a channel where the generation is shown, or the log channel. At a showcase post they need
 * it where the card is, too.
 */
export async function findForModerator(
  interaction: BaseInteraction,
  generationId: string,
  services: Pick<Services, "service" | "settings" | "posts">,
): Promise<Generation> {
  const generation = await findResult(interaction, generationId, services);
  await requireShownHere(interaction, generation, services);
  return generation;
}

/**
 * As `findForModerator`, also where a deletion was noted before: the message may have stayed, because
 * Discord did not answer, and has to be deletable again.
 */
export async function findToDelete(
  interaction: BaseInteraction,
  generationId: string,
  services: Pick<Services, "service" | "settings" | "posts">,
): Promise<Generation> {
  const generation = await findInGuild(interaction, generationId, services);
  await requireShownHere(interaction, generation, services);
  return generation;
}

/** Whether a generation is shown in the channel of the interaction, or judged in it. */
export function isShownHere(
  { channelId: here }: Pick<BaseInteraction, "channelId">,
  { guildId, channelId, place, review }: Generation,
  { settings }: Pick<Services, "settings">,
): boolean {
  const rightful = [
    channelId,
    place.channelId,
    review?.channelId,
    settings.isReadable(guildId) ? settings.of(guildId).logChannelId : null,
  ];
  return here !== null && rightful.includes(here);
}

async function requireShownHere(
  interaction: BaseInteraction,
  generation: Generation,
  services: Pick<Services, "settings" | "posts">,
): Promise<void> {
  if (isShownHere(interaction, generation, services)) return;
  const card = guildMessageOf(generation);
  if (card === null || !(await isInShowcaseHere(interaction, generation, services))) {
    throw new ForbiddenError("This belongs to another channel. Nothing was changed.");
  }
  if (hasRightAt(interaction, card.parentChannelId ?? card.channelId, "ManageMessages")) return;
  throw new ForbiddenError(
    `You need the permission **Manage Messages** in <#${card.channelId}> for this as well: the video itself is there. Nothing was changed.`,
  );
}

/** Its post may be gone by now: whoever pressed had it before them. */
async function isInShowcaseHere(
  { guildId, channelId }: Pick<BaseInteraction, "guildId" | "channelId">,
  { id }: Generation,
  { posts }: Pick<Services, "posts">,
): Promise<boolean> {
  return (await posts.of(id)).some(
    (post) => post.kind === "showcase" && post.guildId === guildId && post.channelId === channelId,
  );
}

/**
 * The id of the generation whose card a message is; its **More** or **Details** button names it.
 * @throws {UserError} the message is no card of ours
 */
export function generationIdOf({ author, components, client }: Message): string {
  const ids = JSON.stringify(components.map((component) => component.toJSON())).match(
    /(?:details|more|showcase-favourite):\d{15,21}/g,
  );
  const id = author.id === client.user.id ? parseCustomId(ids?.[0] ?? "")?.subjectId : undefined;
  if (id !== undefined) return id;
  throw new UserError(
    "That is no video of mine. Choose this on a message of the bot that shows a video.",
  );
}
