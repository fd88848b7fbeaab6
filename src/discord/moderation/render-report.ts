import { ButtonStyle, ComponentType } from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { quote } from "../card/text.ts";
import { button } from "./button.ts";
import type { CardMessage } from "../rest.ts";
import { linkTo } from "./where-shown.ts";

const REPORT_COLOUR = 0xf23f43;

/** A member's report, as moderators read it, with what they can do about it. */
export function renderReport(generation: Generation, by: string, reason: string): CardMessage {
  const { id, memberId, request } = generation;
  return {
    components: [
      {
        type: ComponentType.Container,
        accent_color: REPORT_COLOUR,
        components: [
          {
            type: ComponentType.TextDisplay,
            content: [
              "### 🚩 A member reports a video",
              `<@${by}> reports ${linkTo(generation)} by <@${memberId}>:`,
              quote(reason, 1500),
              "-# The prompt was:",
              quote(request.prompt, 1500),
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
