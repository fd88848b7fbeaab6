import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type ModalSubmitInteraction,
} from "discord.js";
import { customId } from "../src/discord/custom-id.ts";
import { defineMessageCommand, type Press } from "../src/discord/define-command.ts";
import { isPrivate } from "../src/discord/moderation/find-own.ts";
import { findResult, generationIdOf } from "../src/discord/moderation/find-result.ts";
import { reasonIn, reportForm } from "../src/discord/moderation/report-form.ts";
import { tell } from "../src/discord/respond.ts";
import { UserError } from "../src/generation/errors.ts";
import { isShown } from "../src/generation/review.ts";
import { more } from "./more.ts";

/** For every member; also behind **More** on a card, where moderators find their own buttons. */
export const reportVideo = defineMessageCommand({
  payload: {
    type: ApplicationCommandType.Message,
    name: "Report video",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },

  async execute({ interaction, services }) {
    const generationId = generationIdOf(interaction.targetMessage);
    refuseUnshown(await findResult(interaction, generationId, services));
    await interaction.showModal(form(generationId));
  },

  buttons: { more, report },
  modals: { "report-send": send },
  // Who may not make videos here can still say that one should not be there.
  exempt: ["more", "report", "report-send"],
});

async function report({ interaction, subjectId, services }: Press): Promise<void> {
  refuseUnshown(await findResult(interaction, subjectId, services));
  await interaction.showModal(form(subjectId));
}

async function send({
  interaction,
  subjectId,
  services,
}: Press<ModalSubmitInteraction>): Promise<void> {
  const reason = reasonIn(interaction);
  const generation = await findResult(interaction, subjectId, services);
  refuseUnshown(generation);
  const doer = { by: interaction.user.id, source: interaction.id };
  await tell(interaction, await services.results.report(generation, reason, doer));
}

/** What is private, or waits for a moderator, nobody can have seen. */
function refuseUnshown(generation: Awaited<ReturnType<typeof findResult>>): void {
  // The message shows it a moment before the record says so.
  const isThere = generation.state === "delivering" || generation.videos.some(isShown);
  if (isThere && !isPrivate(generation)) return;
  throw new UserError("There is no video to report in this message.");
}

const form = (generationId: string) =>
  reportForm(
    customId("report-send", generationId),
    "The moderators of this server read it, and who wrote it. Nobody else does.",
  );
