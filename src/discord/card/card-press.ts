import { MessageFlags, type ButtonInteraction } from "discord.js";
import type { CardPress } from "../delivery/refresh-card.ts";
import type { CardMessage } from "../rest.ts";

/**
 * How a press on a card can be answered with that card as it is now.
 * @param say tells the member alone what the press did; called early where the card comes later
 */
export function cardPressOf(interaction: ButtonInteraction, say: () => Promise<void>): CardPress {
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
      await say();
    },
    async edit(changed) {
      await interaction.editReply(bodyOf(changed));
    },
  };
}
