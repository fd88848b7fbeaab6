import { ButtonStyle, ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import { plain } from "../card/text.ts";
import { button } from "../button.ts";
import type { Copy } from "./find-copy.ts";

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
