import { ComponentType, MessageFlags } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { renderOwnData } from "./render-own-data.ts";

export const show = defineSubcommand({
  payload: { name: "show", description: "See what I keep about you" },

  async execute({ interaction, services }) {
    // Reading a long archive may take longer than the three seconds for an answer.
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const data = await services.privacy.show(interaction.user.id);
    await interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      components: [
        {
          type: ComponentType.Container,
          components: [{ type: ComponentType.TextDisplay, content: renderOwnData(data) }],
        },
      ],
      allowedMentions: { parse: [] },
    });
  },
});
