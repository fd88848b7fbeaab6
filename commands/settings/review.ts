import { ApplicationCommandOptionType as Option, type BaseInteraction } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Services } from "../../src/discord/services.ts";
import { strictest } from "../../src/policy/safety.ts";
import { REVIEW_MODES, type GuildSettings, type ReviewMode } from "../../src/policy/settings.ts";
import { anything, changeSettings, type CheckCurrent } from "./change-settings.ts";
import { reviewMeaning } from "./words.ts";

export const review = defineSubcommand({
  payload: {
    name: "review",
    description: "Which finished videos wait for a moderator before anybody else sees them",
    options: [
      {
        type: Option.String,
        name: "mode",
        description: "Which videos a moderator sees first (a new server: flagged)",
        required: true,
        choices: REVIEW_MODES.map((mode) => ({ name: mode, value: mode })),
      },
      {
        type: Option.Integer,
        name: "first",
        description: "For first-timers: how many videos of each member (default: 3)",
        min_value: 1,
        max_value: 100,
      },
    ],
  },

  async execute({ interaction, options, services }) {
    await tell(interaction, await setReview(interaction, services, options.mode, options.first));
  },
});

/** Sets which videos wait for a moderator and says what follows; the panel does the same. */
export async function setReview(
  interaction: BaseInteraction,
  services: Services,
  mode: ReviewMode,
  first?: number,
  check: CheckCurrent = anything,
): Promise<string> {
  const now = await changeSettings(interaction, services, {
    action: "settings-review",
    decide(current) {
      check(current);
      return { ...current, review: { mode, first: first ?? current.review.first } };
    },
    detail: ({ review }) => `Review is now ${mode}: ${reviewMeaning(review)}.`,
  });
  return [
    `Review is now **${mode}**: ${reviewMeaning(now.review)}.`,
    ...(first !== undefined && mode !== "first-timers"
      ? [`\`first\` counts with the mode first-timers alone.`]
      : []),
    ...unheard(now, services),
  ].join(" ");
}

/** Where nobody would see what waits, or nothing would ever wait. */
function unheard(now: GuildSettings, { operator }: Services): string[] {
  const { mode } = now.review;
  const isChecked = [...Object.values(now.safety.channels), operator.safetyFloor].reduce(
    strictest,
    now.safety.guild,
  );
  return [
    ...(mode === "flagged" && isChecked === "none"
      ? ["The safety check is off, though, so nothing is ever flagged: see `/settings safety`."]
      : []),
    ...(mode !== "none" && now.logChannelId === null
      ? [
          "No log channel is set, so no moderator sees what waits; it is kept for 7 days. Set one with `/settings log`.",
        ]
      : []),
  ];
}
