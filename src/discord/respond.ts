import {
  ComponentType,
  MessageFlags,
  type APIActionRowComponent,
  type APIButtonComponent,
  type Interaction,
  type RepliableInteraction,
} from "discord.js";

/**
 * Says something to the member alone, in whichever way the interaction still allows. After a press
 * that was acknowledged the original message is the card, which is not ours to write over here.
 */
export async function tell(
  interaction: RepliableInteraction,
  content: string,
  components: APIActionRowComponent<APIButtonComponent>[] = [],
): Promise<void> {
  const message = { content, components, allowedMentions: { parse: [] } };
  // Null where an update of the card was promised, and not an answer of its own.
  const isThinking = interaction.deferred && !interaction.replied && interaction.ephemeral !== null;
  if (isThinking) await interaction.editReply(message);
  else if (interaction.deferred || interaction.replied) {
    await interaction.followUp({ ...message, flags: MessageFlags.Ephemeral });
  } else await interaction.reply({ ...message, flags: MessageFlags.Ephemeral });
}

/** Answers with a longer text in a frame, up to 4,000 characters, for the member alone. */
export async function tellList(interaction: RepliableInteraction, content: string): Promise<void> {
  await interaction.reply({
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
    components: [
      {
        type: ComponentType.Container,
        components: [{ type: ComponentType.TextDisplay, content }],
      },
    ],
    allowedMentions: { parse: [] },
  });
}

/** The facts of an interaction for the log: ids and names, nothing that people wrote. */
export function factsOf(interaction: Interaction): Record<string, unknown> {
  return {
    interactionId: interaction.id,
    guildId: interaction.guildId,
    memberId: interaction.user.id,
    ...(interaction.isCommand() ? { command: interaction.commandName } : {}),
    ...(interaction.isMessageComponent() || interaction.isModalSubmit()
      ? { customId: interaction.customId }
      : {}),
  };
}
