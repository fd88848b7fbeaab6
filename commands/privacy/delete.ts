import { ButtonStyle, ComponentType } from "discord.js";
import { customId } from "../../src/discord/custom-id.ts";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { ForbiddenError } from "../../src/generation/errors.ts";

const QUESTION = [
  "**Delete everything that I keep about you, in every server?**",
  "- Your requests with their prompts and frames, your entries in galleries, your favourites, defaults, presets and inbox go, and the messages in which I posted your videos.",
  "- What waits for its turn is cancelled. What is being made ends without being shown, and is still paid for.",
  "- Blocks, strikes, costs and what moderators did stay, without your name and words, under a number that only I can make from your id.",
  "Nobody can undo this. `/privacy export` gives you a copy first.",
].join("\n");

export const deleteData = defineSubcommand({
  payload: { name: "delete", description: "Delete all of it, after one more question" },

  async execute({ interaction }) {
    await tell(interaction, QUESTION, [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Danger,
            custom_id: customId("privacy-delete", interaction.user.id),
            label: "Delete everything",
          },
        ],
      },
    ]);
  },

  buttons: { "privacy-delete": begin },
  // Whoever may no longer make videos here keeps this right.
  exempt: ["privacy-delete"],
});

async function begin({ interaction, subjectId, services }: Press): Promise<void> {
  // A custom id can be forged.
  if (subjectId !== interaction.user.id) {
    throw new ForbiddenError("This is about another member. Nothing was deleted.");
  }
  await services.privacy.delete(interaction.user.id, interaction.id);
  await interaction.update({
    content:
      "I am deleting it now; that takes a minute at most. Messages with your videos go one by one, and what is being made goes when it has ended.",
    components: [],
  });
}
