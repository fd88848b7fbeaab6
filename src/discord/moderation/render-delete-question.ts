import { ButtonStyle, ComponentType, type APIMessageTopLevelComponent } from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { button } from "../button.ts";

/** Asks once before something is gone for good. */
export const renderDeleteQuestion = ({ id, memberId }: Generation): APIMessageTopLevelComponent[] =>
  question(
    `**Delete this video by <@${memberId}>?**`,
    "The message and its files are removed for good, and what is still being made is cancelled. What it cost stays in the books. Dismiss this message to keep it.",
    button("delete-yes", id, "Delete for good", ButtonStyle.Danger),
  );

/** The same for whoever asked for it. */
export const renderDeleteOwnQuestion = ({ id }: Generation): APIMessageTopLevelComponent[] =>
  question(
    "**Delete this video of yours?**",
    "It is removed for good, everywhere: the message, the gallery, showcases and other servers. What it cost still counts. Dismiss this message to keep it.",
    button("delete-own-yes", id, "Delete for good", ButtonStyle.Danger),
  );

const question = (
  title: string,
  words: string,
  yes: ReturnType<typeof button>,
): APIMessageTopLevelComponent[] => [
  {
    type: ComponentType.Container,
    components: [
      { type: ComponentType.TextDisplay, content: `${title}\n${words}` },
      { type: ComponentType.ActionRow, components: [yes] },
    ],
  },
];
