import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
  type ButtonInteraction,
  type MessageContextMenuCommandInteraction,
} from "discord.js";
import { defineMessageCommand, type Press } from "../src/discord/define-command.ts";
import { findToDelete, generationIdOf } from "../src/discord/moderation/find-result.ts";
import { renderDeleteQuestion } from "../src/discord/moderation/render-delete-question.ts";
import { tell } from "../src/discord/respond.ts";
import type { Services } from "../src/discord/services.ts";
import { blockMember } from "./block-member.ts";
import { verdicts } from "./verdicts.ts";

/**
 * Takes a video away for good. The buttons of what waits for a moderator come with this command: they
 * ask for the same right, and like it they stay open whatever `/settings access` says.
 */
export const deleteVideo = defineMessageCommand({
  payload: {
    type: ApplicationCommandType.Message,
    name: "Delete video",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageMessages),
  },
  needs: "ManageMessages",

  execute: ({ interaction, services }) =>
    ask(interaction, generationIdOf(interaction.targetMessage), services),

  buttons: {
    delete: ({ interaction, subjectId, services }) => ask(interaction, subjectId, services),
    "delete-yes": remove,
    ...verdicts.buttons,
    ...blockMember.buttons,
  },
  modals: blockMember.modals,
  exempt: [
    "delete",
    "delete-yes",
    ...Object.keys({ ...verdicts.buttons, ...blockMember.buttons, ...blockMember.modals }),
  ],
});

async function ask(
  interaction: ButtonInteraction | MessageContextMenuCommandInteraction,
  generationId: string,
  services: Services,
): Promise<void> {
  const generation = await findToDelete(interaction, generationId, services);
  await interaction.reply({
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    components: renderDeleteQuestion(generation),
  });
}

async function remove({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findToDelete(interaction, subjectId, services);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const doer = { by: interaction.user.id, source: interaction.id };
  await tell(interaction, await services.results.remove(generation, doer));
}
