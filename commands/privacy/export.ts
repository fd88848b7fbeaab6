import { AttachmentBuilder, MessageFlags } from "discord.js";
import { discordFault } from "../../src/discord/errors.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { UserError } from "../../src/generation/errors.ts";

/** So that the last message is not thousands away; a file has some thousand requests. */
const MOST_FILES = 20;

export const exportData = defineSubcommand({
  payload: { name: "export", description: "Get all of it as a file, by direct message" },

  async execute({ interaction, services }) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const texts = await services.privacy.export(interaction.user.id);
    if (texts.length > MOST_FILES) {
      throw new UserError(
        "There is more than I can send here. Please ask the bot's operator for it.",
      );
    }
    const files = texts.map(
      (text, index) =>
        new AttachmentBuilder(Buffer.from(text), { name: `flipbook-export-${index + 1}.json` }),
    );
    const content =
      "What I keep about you, with links to the messages that show your videos. Nobody else gets this.";
    try {
      for (const file of files) await interaction.user.send({ content, files: [file] });
    } catch (error) {
      if (discordFault(error) !== "membersDoorClosed") throw error;
      await interaction.editReply({
        content: `You take no direct messages from me, so here it is. ${content}`,
        files: files.slice(0, 1),
      });
      for (const file of files.slice(1)) {
        await interaction.followUp({ files: [file], flags: MessageFlags.Ephemeral });
      }
      return;
    }
    await interaction.editReply({ content: "Sent: it is in your direct messages." });
  },
});
