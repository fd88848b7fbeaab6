import type { Generation, Video } from "../../generation/generation.ts";
import { isPending } from "../../generation/review.ts";
import { relative } from "./text.ts";
import { mention } from "../mention.ts";

/** What a card says of moderators' verdicts; never what was found, which is for moderators alone. */
export function reviewLines(
  { review, cancel }: Pick<Generation, "review" | "cancel">,
  videos: readonly Pick<Video, "review">[],
): string[] {
  const waiting = videos.filter(isPending).length;
  const decided = verdictLines(videos);
  if (waiting === 0) return decided;
  if (cancel !== null) {
    return [
      ...decided,
      `🛑 ${share(waiting, videos.length)} discarded: the request was cancelled.`,
    ];
  }
  return [
    ...decided,
    `🔎 ${share(waiting, videos.length)} held for a moderator of this server, and added here if approved.`,
    ...keptLine(review),
  ];
}

/** Who decided what, and when. */
export const verdictLines = (videos: readonly Pick<Video, "review">[]): string[] =>
  videos.flatMap((video, index) => verdictLine(video, index, videos.length));

/** What happens to a result that nobody is asked about. */
export function keptLine(review: Generation["review"]): string[] {
  if (review?.keptUntil == null) return [];
  return [
    `-# No moderator could be asked: this server has no log channel that I can post in. It is kept for 7 days, until <t:${Math.floor(review.keptUntil / 1000)}:f>. ` +
      "Someone who manages the server can choose a log channel with `/settings log`.",
  ];
}

function verdictLine({ review }: Pick<Video, "review">, index: number, of: number): string[] {
  if (review === null || review.verdict === "pending") return [];
  const name = of > 1 ? `video ${index + 1}` : "this video";
  const { by, at } = review;
  if (by === null || at === null) {
    return [`⌛ No moderator decided about ${name} within 7 days, so it was removed.`];
  }
  return review.verdict === "approved"
    ? [`-# ✅ A moderator approved ${name}: ${mention(by)} ${relative(at)}`]
    : [`🚫 A moderator decided against ${name}: ${mention(by)} ${relative(at)}`];
}

/** "1 of 3 videos is", "2 of 3 videos are", "The video is". */
function share(count: number, of: number): string {
  if (of === 1) return "The video is";
  return `${count} of ${of} videos ${count === 1 ? "is" : "are"}`;
}
