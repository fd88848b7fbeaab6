import { isEnd, type Generation, type Video } from "../../generation/generation.ts";
import { isPending } from "../../generation/review.ts";
import { relative } from "../card/text.ts";
import { mention } from "../mention.ts";

/** Why somebody has to look. */
export function reasons({ videos, card }: Generation): string[] {
  const judged = videos.flatMap((video, index) =>
    video.review === null ? [] : [{ video, index }],
  );
  const flagged = judged.filter(({ video }) => video.flagged).map(({ index }) => index + 1);
  const why =
    flagged.length === 0
      ? "Moderators of this server see such videos before anybody else. The safety check found nothing."
      : videos.length === 1
        ? "The safety check found something in it."
        : `The safety check found something in ${flagged.length === 1 ? "video" : "videos"} ${inWords.format(flagged.map(String))}.`;
  return [
    `**Why** ${why}`,
    ...(card.ephemeral
      ? ["-# 🔒 A private request: other members do not see it, whatever you decide."]
      : []),
  ];
}

const inWords = new Intl.ListFormat("en", { type: "conjunction" });

/** A video that was too large to be attached. */
export const linkLine = (videos: readonly Video[], index: number): string =>
  `📎 ${videos.length > 1 ? `Video ${index + 1}` : "The video"} is larger than this server's upload limit: ||[watch it here](${videos[index]?.url ?? ""})||. The link expires.`;

/** What was decided, and what the buttons do while something is open. */
export function outcome(generation: Generation): string[] {
  const { videos, cancel, deleted, state } = generation;
  const decided = videos.flatMap(({ review }, index) => {
    if (review === null || review.by === null || review.at === null) return [];
    const did = review.verdict === "approved" ? "✅ Approved" : "🚫 Rejected";
    const which = videos.length > 1 ? ` video ${index + 1}` : "";
    return [`${did}${which} by ${mention(review.by)} ${relative(review.at)}`];
  });
  const open = videos.filter(isPending).length;
  if (open === 0) return decided;
  if (deleted !== null)
    return [...decided, `🗑️ Deleted by ${mention(deleted.by)} ${relative(deleted.at)}`];
  if (cancel !== null) {
    return [...decided, `🛑 Cancelled by ${mention(cancel.by)} ${relative(cancel.at)}`];
  }
  if (isEnd(state)) return decided;
  return [
    ...decided,
    "-# **Approve** shows it where it was asked for. **Reject** removes it for good, tells the member, and is a strike. Until somebody decides, it waits here.",
  ];
}
