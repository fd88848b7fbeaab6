import { MessageFlags, type ButtonInteraction } from "discord.js";
import type { CardPress } from "../delivery/refresh-card.ts";
import type { CardMessage } from "../rest.ts";

/** How a press on a card can be answered with that card as it is now. */
export function cardPressOf(interaction: ButtonInteraction): CardPress {
  const { message } = interaction;
  const bodyOf = ({ components, kept = [] }: CardMessage) => ({
    flags: MessageFlags.IsComponentsV2 as const,
    components,
    // A gallery finds a file that the message has already only where the edit repeats it.
    attachments: [...kept],
    allowedMentions: { parse: [] },
  });
  return {
    messageId: message.id,
    attachments: message.attachments.map(({ id, name }) => ({ id, filename: name })),
    async update(changed) {
      await interaction.update(bodyOf(changed));
    },
    async acknowledge() {
      await interaction.deferUpdate();
    },
    async edit(changed) {
      await interaction.editReply(bodyOf(changed));
    },
  };
}
