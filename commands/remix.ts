import type { ModalSubmitInteraction } from "discord.js";
import { customId } from "../src/discord/custom-id.ts";
import type { Press } from "../src/discord/define-command.ts";
import { findToRepeat } from "../src/discord/gallery/find-to-repeat.ts";
import { madeAfter } from "../src/discord/gallery/made-after.ts";
import {
  choiceFields,
  negativeField,
  promptField,
  readShared,
} from "../src/discord/gallery/request-fields.ts";
import { mentionInbox } from "../src/discord/inbox-view.ts";
import { answerableOf, originOf } from "../src/discord/origin.ts";

/** A form with the request as it was, to be changed; the frames are kept. */
export async function remix({ interaction, subjectId, services }: Press): Promise<void> {
  const { id, request } = await findToRepeat(interaction, subjectId, services);
  await interaction.showModal({
    custom_id: customId("remix-send", id),
    title: "Remix this video",
    components: [promptField(request), negativeField(request), ...choiceFields(request)],
  });
}

export async function sendRemix({
  interaction,
  subjectId,
  services,
}: Press<ModalSubmitInteraction>): Promise<void> {
  const generation = await findToRepeat(interaction, subjectId, services);
  const { fields } = interaction;
  const started = await services.service.again(
    answerableOf(interaction),
    originOf(interaction),
    generation,
    madeAfter(generation, "remix"),
    { ...readShared(fields), negativePrompt: fields.getTextInputValue("negative") },
  );
  if (started !== undefined) await mentionInbox(interaction, services);
}
