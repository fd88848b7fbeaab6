import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from "discord.js";
import { defineMessageCommand, type Press } from "../src/discord/define-command.ts";
import { findForModerator, generationIdOf } from "../src/discord/moderation/find-result.ts";
import { tell } from "../src/discord/respond.ts";

/** Puts the videos of a message behind a click, or shows them again. */
export const spoilerVideo = defineMessageCommand({
  payload: {
    type: ApplicationCommandType.Message,
    name: "Spoiler video",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageMessages),
  },
  needs: "ManageMessages",

  async execute({ interaction, services }) {
    const id = generationIdOf(interaction.targetMessage);
    const generation = await findForModerator(interaction, id, services);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const doer = { by: interaction.user.id, source: interaction.id };
    const said = await services.results.setSpoiler(generation, !generation.spoiler, doer);
    await tell(interaction, said);
  },

  buttons: { spoiler },
  exempt: ["spoiler"],
});

async function spoiler({ interaction, subjectId, argument, services }: Press): Promise<void> {
  const generation = await findForModerator(interaction, subjectId, services);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const doer = { by: interaction.user.id, source: interaction.id };
  // The button says which way, so that one pressed twice does not undo itself.
  await tell(interaction, await services.results.setSpoiler(generation, argument !== "off", doer));
}
