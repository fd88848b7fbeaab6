import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
  type ModalSubmitInteraction,
} from "discord.js";
import { customId } from "../src/discord/custom-id.ts";
import type { Handlers, Press } from "../src/discord/define-command.ts";
import { tell } from "../src/discord/respond.ts";
import { ForbiddenError, UserError } from "../src/generation/errors.ts";
import { blockAt, MEMBER_TEXT_LENGTH } from "../src/policy/members.ts";

/** The name of the field in the form. */
const FIELD = "appeal";

/**
 * The **Appeal** button, under a refusal or in a direct message, and its form. It works only for
 * whoever presses it, in the guild where they are blocked.
 */
export const appeal = {
  buttons: { appeal: ask },
  modals: { "appeal-send": send },
} satisfies Handlers;

async function ask(press: Press): Promise<void> {
  const { interaction, services } = press;
  const guildId = guildOfAppeal(press);
  const member = await services.standing.of(guildId, interaction.user.id);
  const block = blockAt(member, services.clock.now());
  if (block === null) {
    throw new UserError("You are not blocked there any more: just type `/video` again.");
  }
  if (block.appeal !== null) {
    throw new UserError("You have appealed already; the moderators decide. Please wait.");
  }
  await interaction.showModal(form(guildId));
}

async function send(press: Press<ModalSubmitInteraction>): Promise<void> {
  const { interaction, services } = press;
  const guildId = guildOfAppeal(press);
  const text = interaction.fields.getTextInputValue(FIELD).trim();
  if (text === "") throw new UserError("Please say why the block should be lifted.");
  await services.blocks.appeal(guildId, interaction.user.id, text, interaction.id);
  const { logChannelId } = services.settings.of(guildId);
  await tell(
    interaction,
    logChannelId === null
      ? "Your appeal is kept for the moderators. They have no log channel, so it may help to tell one of them."
      : "Your appeal has reached the moderators. You are told when one lifts the block.",
  );
}

/** In a direct message only the custom id names the guild; in a guild it must be that one. */
function guildOfAppeal({
  interaction,
  subjectId,
}: Pick<Press, "subjectId"> & { interaction: { guildId: string | null } }): string {
  if (interaction.guildId !== null && interaction.guildId !== subjectId) {
    throw new ForbiddenError("This belongs to another server. Nothing was changed.");
  }
  return subjectId;
}

const form = (guildId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: customId("appeal-send", guildId),
  title: "Appeal",
  components: [
    {
      type: ComponentType.Label,
      label: "Why should the block be lifted?",
      description: "The moderators of the server read it. You can appeal once.",
      component: {
        type: ComponentType.TextInput,
        custom_id: FIELD,
        style: TextInputStyle.Paragraph,
        required: true,
        min_length: 1,
        max_length: MEMBER_TEXT_LENGTH.appeal,
      },
    },
  ],
});
