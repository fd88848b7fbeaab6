import { ApplicationCommandOptionType as Option, MessageFlags } from "discord.js";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { deedOf } from "./deed-of.ts";
import { strikesPanel } from "./strikes-panel.ts";

export const strikes = defineSubcommand({
  payload: {
    name: "strikes",
    description: "See a member's strikes and block, and clear them",
    options: [{ type: Option.User, name: "member", description: "Whose strikes", required: true }],
  },

  async execute({ interaction, options, services }) {
    const panel = await strikesPanel(services, deedOf(interaction, options.member.id));
    await interaction.reply({ ...panel, flags: panel.flags | MessageFlags.Ephemeral });
  },

  buttons: { strikes: show, "strikes-clear": clear },
});

/** From an entry in the log channel. */
async function show({ interaction, subjectId, services }: Press): Promise<void> {
  const panel = await strikesPanel(services, deedOf(interaction, subjectId));
  await interaction.reply({ ...panel, flags: panel.flags | MessageFlags.Ephemeral });
}

async function clear({ interaction, subjectId, services }: Press): Promise<void> {
  const deed = deedOf(interaction, subjectId);
  await services.blocks.clearStrikes(deed);
  await interaction.update(await strikesPanel(services, deed));
}
