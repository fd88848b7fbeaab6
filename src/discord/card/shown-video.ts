import type { Generation, Video } from "../../generation/generation.ts";
import type { Posted } from "../../generation/ports/delivery.ts";
import { isShown } from "../../generation/review.ts";

/** One finished video and what became of it. */
export interface ShownVideo {
  /** Null where a moderator decides first, or decided against it. */
  posted: Posted | null;
  review: Video["review"];
  /** Where to watch it, when it could not be uploaded. */
  url: string;
  seed: number | null;
}

/** The videos of a record, where any of them is to be seen. */
export const shownBefore = ({ videos }: Generation): readonly ShownVideo[] =>
  videos.some(isShown) ? videos : [];
