import { MessageFlags } from "discord.js";
import type { Handlers, Press } from "../src/discord/define-command.ts";
import { reviewFiles } from "../src/discord/log-channel/review-files.ts";
import { renderReview } from "../src/discord/log-channel/render-review.ts";
import { findForModerator } from "../src/discord/moderation/find-result.ts";
import { linkTo } from "../src/discord/moderation/where-shown.ts";
import { ForbiddenError, UserError } from "../src/generation/errors.ts";
import type { Generation } from "../src/generation/generation.ts";

/** **Approve** and **Reject**, on the message in the log channel that asks for a verdict. */
export const verdicts = {
  buttons: {
    approve: (press) => decide(press, "approved"),
    reject: (press) => decide(press, "rejected"),
  },
} satisfies Handlers;

async function decide(
  { interaction, subjectId, argument, services }: Press,
  verdict: "approved" | "rejected",
): Promise<void> {
  const found = await findForModerator(interaction, subjectId, services);
  if (found.review?.channelId !== interaction.channelId) {
    throw new ForbiddenError("This is decided in the log channel only. Nothing was changed.");
  }
  await interaction.deferUpdate();
  const which = argument === undefined || argument === "all" ? "all" : Number(argument);
  const { id: by } = interaction.user;
  const decided = await services.reviews.decide(found.id, which, verdict, by);
  if (decided === null) {
    await show(interaction, found);
    throw new UserError("That was decided already, or is no longer waiting. Nothing was changed.");
  }
  // First on record: the message may be gone, or Discord not answer.
  await services.audit.append(entryOf(decided, verdict, by, interaction.id, services.clock.now()));
  if (verdict === "rejected") {
    await services.blocks.strikeRejected(decided.guildId, decided.memberId, decided.id);
  }
  // At once, and not only when the runner comes to it: whoever presses wants to see that it counted.
  await show(interaction, decided);
}

async function show(interaction: Press["interaction"], generation: Generation): Promise<void> {
  const files = [...interaction.message.attachments.values()].map(({ id, name }) => ({
    id,
    filename: name,
  }));
  const { kept, reviewed } = reviewFiles(generation, files);
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: renderReview(generation, reviewed),
    attachments: kept,
    allowedMentions: { parse: [] },
  });
}

/** The message itself says what was decided: no line of its own in the log channel. */
function entryOf(
  generation: Generation,
  verdict: "approved" | "rejected",
  by: string,
  source: string,
  at: number,
) {
  const { id, guildId, memberId, channelId } = generation;
  const did = verdict === "approved" ? "✅ Approved" : "🚫 Rejected";
  return {
    guildId,
    at,
    by,
    action: verdict === "approved" ? "approve" : "reject",
    subject: { memberId, generationId: id, channelId },
    detail: `${did} what <@${memberId}> asked for: ${linkTo(generation)}`,
    source,
  };
}
