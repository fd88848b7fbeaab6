import type { Estimates } from "../estimates.ts";
import type { Inbox } from "../inbox.ts";
import type { LateCosts } from "../late-costs.ts";
import type { Generation } from "../generation.ts";
import type { Clock, Log } from "../ports.ts";
import type { Admission } from "../ports/admission.ts";
import type { Delivery } from "../ports/delivery.ts";
import type { FrameStore, Spool } from "../ports/files.ts";
import type { TaskStatus, VideoProvider } from "../ports/provider.ts";
import type { Judge, ReviewPost } from "../ports/review.ts";
import type { Archive, Gallery } from "../ports/sharing.ts";
import type { Records } from "../records.ts";
import type { WaitingReviews } from "../review-waiting.ts";

/** What the steps of a generation work with. */
export interface StepTools {
  records: Records;
  provider: VideoProvider;
  delivery: Delivery;
  frames: FrameStore;
  spool: Spool;
  admission: Admission;
  judge: Judge;
  reviewPost: ReviewPost;
  waiting: WaitingReviews;
  estimates: Estimates;
  inbox: Inbox;
  gallery: Pick<Gallery, "finished">;
  archive: Pick<Archive, "uploadAddress" | "settle" | "isBusy">;
  lateCosts: Pick<LateCosts, "expect">;
  clock: Clock;
  log: Log;
  /** After this a task is late, in milliseconds (DEADLINE_MINUTES). */
  deadlineMs: number;
  /** A short id that people quote and the log holds. */
  referenceId: () => string;
}

/** What a step leaves behind: the record to go on from, or what the runner waits for. */
export type StepResult =
  | {
      go: Generation;
      /** What the provider said of the task on the way, so that nobody has to ask again. */
      status?: TaskStatus;
    }
  | { waitFor: "turn"; generation: Generation }
  /** The member was asked about the price; after `forMs` it is looked at again. */
  | { waitFor: "answer"; generation: Generation; forMs: number }
  /** The provider certainly did not take the task: the turn goes back. */
  | { waitFor: "anotherTurn"; generation: Generation; retryAfterMs: number | undefined }
  /** Cancelled or ended meanwhile, and all of that is written. */
  | { waitFor: "nothing"; generation: Generation };
