import {
  ApplicationCommandOptionType as Option,
  ComponentType,
  MessageFlags,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Press } from "../../src/discord/define-command.ts";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import { deedOf } from "./deed-of.ts";
import { strikesPanel } from "./strikes-panel.ts";

export const unblock = defineSubcommand({
  payload: {
    name: "unblock",
    description: "Let a blocked member make videos again",
    options: [
      { type: Option.User, name: "member", description: "Who is unblocked", required: true },
    ],
  },

  async execute({ interaction, options, services }) {
    const { id } = options.member;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const lifted = await services.blocks.unblock(deedOf(interaction, id));
    await tell(
      interaction,
      lifted
        ? `✅ <@${id}> can make videos in this server again.`
        : `<@${id}> is not blocked here.`,
    );
  },

  buttons: { unblock: pressed },
});

/** From an appeal in the log channel, or from a panel of strikes. */
async function pressed({ interaction, subjectId, services }: Press): Promise<void> {
  await interaction.deferUpdate();
  const deed = deedOf(interaction, subjectId);
  const lifted = await services.blocks.unblock(deed);
  if (interaction.message.flags.has(MessageFlags.Ephemeral)) {
    await interaction.editReply(await strikesPanel(services, deed));
    return;
  }
  const done = lifted
    ? `-# ✅ Unblocked by <@${deed.by}>`
    : `-# <@${subjectId}> was not blocked any more when <@${deed.by}> looked`;
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: [
      ...withoutButtons(interaction),
      { type: ComponentType.TextDisplay, content: done },
    ],
    allowedMentions: { parse: [] },
  });
}

/** What the message says, without what can be pressed. */
const withoutButtons = ({ message }: Press["interaction"]): APIMessageTopLevelComponent[] =>
  message.components
    .filter(({ type }) => type !== ComponentType.ActionRow)
    .map((component) => component.toJSON());
