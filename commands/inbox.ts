import { ApplicationIntegrationType, InteractionContextType, MessageFlags } from "discord.js";
import { defineCommand, type Press } from "../src/discord/define-command.ts";
import { notice } from "../src/discord/inbox-view.ts";
import { ForbiddenError } from "../src/generation/errors.ts";

export const inbox = defineCommand({
  payload: {
    name: "inbox",
    description: "Your finished videos that could not be posted",
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },

  async execute({ interaction, services }) {
    // An upload takes longer than Discord's three seconds: first a word, then the videos.
    await interaction.reply({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: notice("📥 Looking into your inbox…").components,
    });
    await services.inboxView.fill(interaction.token, interaction.user.id);
  },

  buttons: { "inbox-next": showNext, "inbox-remove": remove },
});

async function showNext({ interaction, subjectId: generationId, services }: Press): Promise<void> {
  refuseElsewhere(interaction);
  await interaction.deferUpdate();
  await services.inboxView.fill(interaction.token, interaction.user.id, generationId);
}

async function remove({ interaction, subjectId: generationId, services }: Press): Promise<void> {
  refuseElsewhere(interaction);
  await interaction.deferUpdate();
  await services.inboxView.remove(interaction.user.id, generationId);
  await services.inboxView.fill(interaction.token, interaction.user.id);
}

/** The message is written over: with a forged id that could be somebody's card, before everybody. */
function refuseElsewhere({ message }: Press["interaction"]): void {
  if (message.flags.has(MessageFlags.Ephemeral)) return;
  throw new ForbiddenError("This works in your own inbox only: type `/inbox`.");
}
