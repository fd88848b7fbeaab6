import { isEnd, type Generation } from "../../generation/generation.ts";
import { isPending, isRejected } from "../../generation/review.ts";
import type { KeptFile } from "../rest.ts";
import type { ReviewedFile } from "./render-review.ts";

/**
 * What moderators may go on looking at, of what a message has attached: nothing that was rejected,
 * cancelled or deleted. What waits and was too large to be attached is a link.
 */
export function reviewFiles(
  { videos, state, deleted }: Generation,
  attached: readonly KeptFile[],
): { kept: KeptFile[]; reviewed: ReviewedFile[] } {
  const kept: KeptFile[] = [];
  const reviewed: ReviewedFile[] = [];
  for (const [index, video] of videos.entries()) {
    const file = attached.find(({ filename }) => placeOf(filename) === index);
    const isOpen = isPending(video) && !isEnd(state);
    if (deleted !== null || isRejected(video) || (isPending(video) && !isOpen)) continue;
    if (file !== undefined) kept.push(file);
    if (file !== undefined || isOpen) reviewed.push({ index, fileName: file?.filename ?? null });
  }
  return { kept, reviewed };
}

/** From `card/alt-text.ts`: a file's name ends in the place of its video, from 1. */
const placeOf = (fileName: string): number => Number(/-(\d+)\.\w+$/.exec(fileName)?.[1] ?? 0) - 1;
