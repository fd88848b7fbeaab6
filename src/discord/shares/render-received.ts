import {
  ButtonStyle,
  ComponentType,
  TextInputStyle,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
} from "discord.js";
import { plain } from "../card/text.ts";
import { customId } from "../custom-id.ts";
import { button } from "../moderation/button.ts";
import type { Copy } from "./find-copy.ts";

/** The name of the field in the form. */
export const REASON = "reason";
const REASON_LENGTH = 1000;

/** From whom a copy comes, as far as it says so. */
export function senderWords({ generation, credit }: Copy, guildName: string | undefined): string {
  if (credit === "none") return "a member who gives no name";
  const from = guildName === undefined ? "another server" : `**${plain(guildName)}**`;
  return `<@${generation.memberId}> from ${from}`;
}

/** What can be done about something that was shared from another guild. Pure. */
export function renderReceived(
  copy: Copy,
  guildName: string | undefined,
  isModerator: boolean,
): APIMessageTopLevelComponent[] {
  const { generation, messageId } = copy;
  const act = (action: string, label: string, style: ButtonStyle.Secondary | ButtonStyle.Danger) =>
    button(action, generation.id, label, style, messageId);
  const lines = [
    `This was shared by ${senderWords(copy, guildName)}.`,
    "-# **Report** tells the moderators of the server that it is from.",
    ...(isModerator
      ? [
          "-# **Remove** takes it away here, for good. **Block** keeps out what comes from this member or server from now on; `/settings sharing` shows who is blocked.",
        ]
      : []),
  ];
  return [
    {
      type: ComponentType.Container,
      components: [
        { type: ComponentType.TextDisplay, content: lines.join("\n") },
        {
          type: ComponentType.ActionRow,
          components: [
            act("copy-report", "Report", ButtonStyle.Secondary),
            ...(isModerator
              ? [
                  act("copy-remove", "Remove", ButtonStyle.Danger),
                  act("copy-block-member", "Block member's shares", ButtonStyle.Secondary),
                  act("copy-block-server", "Block server's shares", ButtonStyle.Secondary),
                ]
              : []),
          ],
        },
      ],
    },
  ];
}

export const reportForm = (
  generationId: string,
  messageId: string,
): APIModalInteractionResponseCallbackData => ({
  custom_id: customId("copy-report-send", generationId, messageId),
  title: "Report this video",
  components: [
    {
      type: ComponentType.Label,
      label: "What is wrong with it?",
      description:
        "Moderators here and of the server that it is from read it, without your name there.",
      component: {
        type: ComponentType.TextInput,
        custom_id: REASON,
        style: TextInputStyle.Paragraph,
        required: true,
        min_length: 1,
        max_length: REASON_LENGTH,
      },
    },
  ],
});
