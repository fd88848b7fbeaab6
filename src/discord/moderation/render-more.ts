import { ButtonStyle, ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { button } from "./button.ts";

/** What can be done about a result, for whoever pressed **More** and may do it. */
export function renderMore(
  { id, memberId, spoiler }: Generation,
  isModerator: boolean,
): APIMessageTopLevelComponent[] {
  const report = button("report", id, "Report", ButtonStyle.Secondary);
  const moderators = [
    spoiler
      ? button("spoiler", id, "Show openly", ButtonStyle.Secondary, "off")
      : button("spoiler", id, "Spoiler", ButtonStyle.Secondary, "on"),
    button("delete", id, "Delete", ButtonStyle.Danger),
  ];
  const lines = [
    `This was asked for by <@${memberId}>.`,
    "-# **Report** tells the moderators of this server what is wrong with it.",
    ...(isModerator
      ? [
          spoiler
            ? "-# **Show openly** takes it from behind the click again."
            : "-# **Spoiler** puts it behind a click.",
          "-# **Delete** removes the message and its files for good.",
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
          components: isModerator ? [report, ...moderators] : [report],
        },
      ],
    },
  ];
}

/** Asks once before something is gone for good. */
export function renderDeleteQuestion({ id, memberId }: Generation): APIMessageTopLevelComponent[] {
  return [
    {
      type: ComponentType.Container,
      components: [
        {
          type: ComponentType.TextDisplay,
          content: [
            `**Delete this video by <@${memberId}>?**`,
            "The message and its files are removed for good, and what is still being made is cancelled. What it cost stays in the books. Dismiss this message to keep it.",
          ].join("\n"),
        },
        {
          type: ComponentType.ActionRow,
          components: [button("delete-yes", id, "Delete for good", ButtonStyle.Danger)],
        },
      ],
    },
  ];
}
