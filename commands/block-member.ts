import {
  ComponentType,
  MessageFlags,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
  type ModalSubmitInteraction,
} from "discord.js";
import { blockedWords } from "../src/discord/blocks/block-words.ts";
import { refuseUntouchable } from "../src/discord/blocks/refuse-untouchable.ts";
import { customId } from "../src/discord/custom-id.ts";
import type { Handlers, Press } from "../src/discord/define-command.ts";
import { tell } from "../src/discord/respond.ts";
import { MEMBER_TEXT_LENGTH } from "../src/policy/members.ts";
import { deedOf } from "./moderate/deed-of.ts";

const HOUR_MS = 60 * 60_000;
const LENGTHS = [
  { label: "1 hour", value: "1-hour", ms: HOUR_MS },
  { label: "1 day", value: "1-day", ms: 24 * HOUR_MS },
  { label: "1 week", value: "1-week", ms: 7 * 24 * HOUR_MS },
  { label: "Until a moderator lifts it", value: "open", ms: null },
] as const;

/** The names of the fields in the form. */
const LENGTH = "length";
const REASON = "reason";

/** **Block member**, on what reaches moderators in the log channel; `/moderate block` does the same. */
export const blockMember = {
  buttons: { "block-member": ask },
  modals: { "block-send": block },
} satisfies Handlers;

async function ask({ interaction, subjectId: memberId }: Press): Promise<void> {
  await interaction.showModal(form(memberId));
}

async function block({
  interaction,
  subjectId: memberId,
  services,
}: Press<ModalSubmitInteraction>): Promise<void> {
  const [chosen] = interaction.fields.getStringSelectValues(LENGTH);
  const ms = LENGTHS.find(({ value }) => value === chosen)?.ms ?? null;
  const reason = interaction.fields.getTextInputValue(REASON).trim() || null;
  // Discord is asked about the member, and the member told: that may take longer than three seconds.
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await refuseUntouchable(interaction, memberId);
  const until = ms === null ? null : services.clock.now() + ms;
  const { told } = await services.blocks.block({ ...deedOf(interaction, memberId), until, reason });
  await tell(interaction, blockedWords(memberId, { until }, told));
}

const form = (memberId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: customId("block-send", memberId),
  title: "Block this member",
  components: [
    {
      type: ComponentType.Label,
      label: "For how long?",
      description: "They cannot make videos in this server meanwhile.",
      component: {
        type: ComponentType.StringSelect,
        custom_id: LENGTH,
        required: true,
        options: LENGTHS.map(({ label, value }) => ({ label, value, default: value === "1-day" })),
      },
    },
    {
      type: ComponentType.Label,
      label: "Why?",
      description: "The member is told, and it stays on record.",
      component: {
        type: ComponentType.TextInput,
        custom_id: REASON,
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: MEMBER_TEXT_LENGTH.reason,
      },
    },
  ],
});
