import type { ModalSubmitInteraction } from "discord.js";
import type { Press } from "../src/discord/define-command.ts";
import { findToRepeat } from "../src/discord/gallery/find-to-repeat.ts";
import { readRemixForm, remixForm } from "../src/discord/gallery/remix-form.ts";
import { mentionInbox } from "../src/discord/inbox-view.ts";
import { answerableOf, originOf } from "../src/discord/origin.ts";

/** A form with the request as it was, to be changed; the frames are kept. */
export async function remix({ interaction, subjectId, services }: Press): Promise<void> {
  await interaction.showModal(remixForm(await findToRepeat(interaction, subjectId, services)));
}

export async function sendRemix({
  interaction,
  subjectId,
  services,
}: Press<ModalSubmitInteraction>): Promise<void> {
  const generation = await findToRepeat(interaction, subjectId, services);
  const started = await services.service.again(
    answerableOf(interaction),
    originOf(interaction),
    generation,
    readRemixForm(interaction),
  );
  if (started !== undefined) await mentionInbox(interaction, services);
}
