import { isMissing, type Generation, type GenerationChange, type Video } from "./generation.ts";

/** How long a result waits where no moderator can be asked. */
export const KEPT_FOR_MS = 7 * 24 * 60 * 60_000;

/** A moderator has to decide before anybody else sees it. */
export const isPending = ({ review }: Pick<Video, "review">): boolean =>
  review?.verdict === "pending";

export const isRejected = ({ review }: Pick<Video, "review">): boolean =>
  review?.verdict === "rejected";

/** Nobody objects: not flagged and not to be reviewed, or approved by a moderator (rule 9). */
export const mayBeShown = ({ flagged, review }: Pick<Video, "flagged" | "review">): boolean =>
  review === null ? !flagged : review.verdict === "approved";

/** Somebody can watch it, or could until a message was deleted. */
export const isShown = ({ posted }: Pick<Video, "posted">): boolean =>
  posted !== null && !isMissing(posted);

type Deciding = Pick<Generation, "videos" | "cancel" | "deleted">;

/**
 * The way on after something about the videos was decided: what may be shown is posted, what is
 * still open waits, and with nothing open it is over. A cancel leaves nothing open; of what was
 * deleted nothing is posted any more.
 */
export function wayOn(
  current: Deciding,
  at: { now: number; referenceId: string },
): Pick<GenerationChange, "state" | "endedAt" | "failure"> {
  const { videos, cancel, deleted } = current;
  if (deleted === null && videos.some((video) => mayBeShown(video) && video.posted === null)) {
    return { state: "delivering" };
  }
  if (cancel === null && videos.some(isPending)) return { state: "reviewing" };
  const state = endOf(current);
  const detail = lostSentence(current);
  const failure =
    state === "failed"
      ? ({ kind: "provider", referenceId: at.referenceId, detail } as const)
      : null;
  return { state, failure, endedAt: at.now };
}

/** The end of a generation on whose videos nothing is open. */
function endOf({
  videos,
  cancel,
  deleted,
}: Deciding): "done" | "cancelled" | "rejected" | "failed" {
  if (videos.some(isShown)) return "done";
  if (cancel !== null || deleted !== null) return "cancelled";
  // Where nobody decided in time, nobody rejected it.
  const byAnybody = videos.some((video) => isRejected(video) && video.review?.by !== null);
  return byAnybody ? "rejected" : "failed";
}

/** Not "could not be made": it was, and has its cost. */
function lostSentence({ videos }: Deciding): string {
  if (videos.some(({ posted }) => posted?.as === "withheld")) {
    return "No video of this request can be shown: the safety check found something in some, and the others could not be fetched from Runware any more.";
  }
  return videos.length > 1
    ? "The videos were made, but could not be fetched from Runware any more."
    : "The video was made, but could not be fetched from Runware any more.";
}

/** Decides on videos that wait; null where none of `which` does (any more). */
export function withVerdict(
  videos: readonly Video[],
  which: number | "all",
  review: NonNullable<Video["review"]>,
): Video[] | null {
  const isMeant = (video: Video, index: number): boolean =>
    isPending(video) && (which === "all" || which === index);
  return videos.some(isMeant)
    ? videos.map((video, index) => (isMeant(video, index) ? { ...video, review } : video))
    : null;
}
