import { ButtonStyle, ComponentType } from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { quote } from "../card/text.ts";
import { button } from "../button.ts";
import type { CardMessage } from "../rest.ts";
import { linkTo } from "./where-shown.ts";

const REPORT_COLOUR = 0xf23f43;

/** A member's report, as moderators read it, with what they can do about it. */
export const renderReport = (generation: Generation, by: string, reason: string): CardMessage =>
  reportMessage(generation, reason, {
    title: "A member reports a video",
    sentence: `<@${by}> reports ${linkTo(generation)} by <@${generation.memberId}>:`,
    notes: [],
  });

/** Who reports what, why, and what moderators can do about it. All but `reason` is our own words. */
export function reportMessage(
  { id, memberId, request }: Generation,
  reason: string,
  { title, sentence, notes }: { title: string; sentence: string; notes: readonly string[] },
): CardMessage {
  return {
    components: [
      {
        type: ComponentType.Container,
        accent_color: REPORT_COLOUR,
        components: [
          {
            type: ComponentType.TextDisplay,
            content: [
              `### 🚩 ${title}`,
              sentence,
              quote(reason, 1500),
              "-# The prompt was:",
              quote(request.prompt, 1500),
              ...notes,
            ].join("\n"),
          },
          {
            type: ComponentType.ActionRow,
            components: [
              button("spoiler", id, "Spoiler", ButtonStyle.Secondary, "on"),
              button("delete", id, "Delete", ButtonStyle.Danger),
              button("block-member", memberId, "Block member", ButtonStyle.Secondary, id),
            ],
          },
        ],
      },
    ],
  };
}
