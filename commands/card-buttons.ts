import { MessageFlags, type ButtonInteraction } from "discord.js";
import { renderDetails } from "../src/discord/card/render-details.ts";
import type { Press } from "../src/discord/define-command.ts";
import { readerOf } from "../src/discord/gallery/sight.ts";
import { mentionInbox } from "../src/discord/inbox-view.ts";
import { isPrivate } from "../src/discord/moderation/find-own.ts";
import { isShownHere, refuseDeleted } from "../src/discord/moderation/find-result.ts";
import { linkTo } from "../src/discord/moderation/where-shown.ts";
import { answerableOf, originOf } from "../src/discord/origin.ts";
import { hasRight } from "../src/discord/rights.ts";
import { ForbiddenError, UserError } from "../src/generation/errors.ts";
import { isEnd, type Generation } from "../src/generation/generation.ts";

// The buttons of a card. A custom id can be forged, so each asks the record who may.

/** The member has seen the price and says yes. */
export async function makeIt({ interaction, subjectId, services }: Press): Promise<void> {
  await found(interaction, subjectId, services);
  await services.service.confirm(subjectId, originOf(interaction), answerableOf(interaction));
  // The card itself answers the press: the bot edits it at once.
  await interaction.deferUpdate();
}

export async function cancel({
  interaction,
  subjectId: generationId,
  services,
}: Press): Promise<void> {
  const generation = await found(interaction, generationId, services);
  if (!isOwn(interaction, generation) && !hasRight(interaction, "ManageMessages")) {
    throw new ForbiddenError(
      "Only the member who asked for this video, or a moderator, can cancel it.",
    );
  }
  await services.service.cancel(generationId, interaction.user.id);
  if (!isOwn(interaction, generation)) await recordCancel(interaction, generation, services);
  // The card itself answers the press: the bot edits it at once.
  await interaction.deferUpdate();
  await renewToken(interaction, generationId, services);
}

/** Everything that a moderator does about somebody else's request is on record. */
async function recordCancel(
  { id: source, user }: ButtonInteraction,
  generation: Generation,
  { moderation, clock }: Press["services"],
): Promise<void> {
  const { id: generationId, guildId, memberId, channelId } = generation;
  await moderation.record({
    guildId,
    at: clock.now(),
    by: user.id,
    action: "cancel",
    subject: { memberId, generationId, channelId },
    detail: `🛑 What <@${memberId}> asked for is cancelled: ${linkTo(generation)}`,
    source,
  });
}

export async function details({
  interaction,
  subjectId: generationId,
  services,
}: Press): Promise<void> {
  const generation = await found(interaction, generationId, services);
  const { components, file } = renderDetails(generation);
  const message = {
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    components,
    files: file === undefined ? [] : [{ name: file.name, attachment: Buffer.from(file.text) }],
  } as const;
  if (isEnd(generation.state)) {
    await interaction.reply(message);
    return;
  }
  // Answered as "an update of the card will come", so that this press's token reaches the card.
  await interaction.deferUpdate();
  await renewToken(interaction, generationId, services);
  await interaction.followUp(message);
}

async function renewToken(
  interaction: ButtonInteraction,
  generationId: string,
  services: Press["services"],
): Promise<void> {
  const { token, tokenExpiresAt } = answerableOf(interaction);
  await services.service.renewToken(generationId, interaction.message.id, token, tokenExpiresAt);
}

export async function tryAgain({
  interaction,
  subjectId: generationId,
  services,
}: Press): Promise<void> {
  const generation = await found(interaction, generationId, services);
  if (!isOwn(interaction, generation)) {
    throw new UserError("This is somebody else's request. Type /video to make your own.");
  }
  const started = await services.service.repeat(
    answerableOf(interaction),
    originOf(interaction),
    generation,
  );
  if (started !== undefined) await mentionInbox(interaction, services);
}

/**
 * A card of another server or channel, or somebody's private one, named by a forged id, is none of
 * anybody's business here.
 */
async function found(
  interaction: ButtonInteraction,
  generationId: string,
  services: Press["services"],
): Promise<Generation> {
  const generation = await services.service.find(generationId);
  const isHere =
    generation !== undefined &&
    (isOwn(interaction, generation)
      ? interaction.guildId === null || interaction.guildId === generation.guildId
      : await mayLook(interaction, generation, services));
  if (!isHere) throw new UserError("I no longer have the record of this video.");
  refuseDeleted(generation);
  return generation;
}

/** At somebody else's; of a private one only moderators know. */
async function mayLook(
  interaction: ButtonInteraction,
  generation: Generation,
  services: Press["services"],
): Promise<boolean> {
  if (interaction.guildId !== generation.guildId) return false;
  if (isShownHere(interaction, generation, services)) {
    return !isPrivate(generation) || hasRight(interaction, "ManageMessages");
  }
  // From a gallery that was opened in another channel.
  const spot = await services.sharing.spotOf(generation);
  return spot !== undefined && readerOf(interaction).maySee(spot);
}

const isOwn = (interaction: ButtonInteraction, { memberId }: Generation): boolean =>
  interaction.user.id === memberId;
