import {
  ButtonStyle,
  ComponentType,
  TimestampStyles,
  time,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Generation } from "../../generation/generation.ts";
import { parameters } from "../card/text.ts";
import { button } from "../button.ts";
import { linkTo } from "../moderation/where-shown.ts";

/** The button by which the post of a week is recognised. */
export const WEEKLY_ACTION = "showcase-top";

const GOLD = 0xf0b232;
const MEDALS = ["🥇", "🥈", "🥉"];

export interface Ranked {
  generation: Generation;
  count: number;
}

/**
 * The best of a week with the way to each. Nothing that a member wrote is in it, since it stays when
 * one of them is deleted: what its link leads to is gone then. Pure.
 */
export function renderWeekly(
  best: readonly Ranked[],
  { guildId, monday }: { guildId: string; monday: string },
): APIMessageTopLevelComponent[] {
  // Noon: the same day for whoever reads it.
  const day = time(Math.floor(Date.parse(`${monday}T12:00:00Z`) / 1000), TimestampStyles.LongDate);
  return [
    {
      type: ComponentType.Container,
      accent_color: GOLD,
      components: [
        {
          type: ComponentType.TextDisplay,
          content: `### 🏆 The best of the week\n-# The favourites of most members, in the week to ${day}`,
        },
        { type: ComponentType.TextDisplay, content: best.map(line).join("\n") },
        {
          type: ComponentType.ActionRow,
          components: [
            button(WEEKLY_ACTION, guildId, "Watch them here", ButtonStyle.Secondary, monday),
          ],
        },
      ],
    },
  ];
}

function line({ generation, count }: Ranked, index: number): string {
  const { memberId, request, frames } = generation;
  const place = MEDALS[index] ?? `**${index + 1}.**`;
  const positions = frames.map(({ position }) => position);
  return `${place} [Video](${linkTo(generation)}) by <@${memberId}> · ⭐ ${count.toLocaleString("en-US")}\n-# ${parameters(request, positions)}`;
}
