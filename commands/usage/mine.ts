import { MessageFlags } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { originOf } from "../../src/discord/origin.ts";
import { renderMine } from "../../src/discord/usage/render-mine.ts";

export const mine = defineSubcommand({
  payload: {
    name: "mine",
    description: "Your videos today, what is left, and what your last requests cost",
  },

  async execute({ interaction, services }) {
    const { guildId, memberId, roleIds } = originOf(interaction);
    const own = await services.usage.ofMember(guildId, memberId, roleIds);
    await interaction.reply({
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: renderMine(own),
      allowedMentions: { parse: [] },
    });
  },
});
