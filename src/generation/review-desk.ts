import type { Generation, State } from "./generation.ts";
import type { Clock, Log } from "./ports.ts";
import type { Spool } from "./ports/files.ts";
import type { ReviewPost } from "./ports/review.ts";
import type { Records } from "./records.ts";
import { isRejected, wayOn, withVerdict } from "./review.ts";
import { createReviewTidy } from "./review-tidy.ts";
import type { WaitingReviews } from "./review-waiting.ts";
import type { Runner } from "./runner.ts";

/** Where moderators' verdicts arrive, and where time runs out for what nobody can be asked about. */
export interface ReviewDesk {
  /**
   * A verdict on one video, by its place from 0, or on all that wait. Written before anything
   * follows from it. Null where nothing of it waits (any more).
   */
  decide(
    id: string,
    which: number | "all",
    verdict: "approved" | "rejected",
    by: string,
  ): Promise<Generation | null>;
  /**
   * Puts before the moderators what waits in a guild and is not in its log channel. Resolves with how
   * many are on their way there.
   */
  bringUp(guildId: string): Promise<number>;
  /** At start, once the runner runs: what nobody was asked about may have a place by now. */
  begin(): Promise<void>;
  /** Resolves when the round under way has ended. */
  stop(): Promise<void>;
}

export interface ReviewDeskTools {
  records: Records;
  runner: Pick<Runner, "resume" | "lookAgain">;
  waiting: WaitingReviews;
  spool: Pick<Spool, "discard">;
  reviewPost: Pick<ReviewPost, "isThere">;
  /** Null where a guild has none; undefined where that cannot be read. */
  logChannelOf: (guildId: string) => string | null | undefined;
  clock: Clock;
  log: Log;
  referenceId: () => string;
}

export function createReviewDesk(tools: ReviewDeskTools): ReviewDesk {
  const { records, runner, waiting, spool, logChannelOf, clock, log } = tools;
  /** Everything that follows, the card and the message of the moderators, is the runner's. */
  async function goOn(generation: Generation): Promise<void> {
    if (generation.state !== "reviewing") {
      runner.resume(generation);
      return;
    }
    const unparked = await records.unpark(generation.id);
    if (unparked !== undefined) runner.resume(unparked);
    // On its way to where it waits, and read again before it gets there.
    else runner.lookAgain(generation.id);
  }

  async function discardRejected({ id, videos }: Generation): Promise<void> {
    try {
      for (const video of videos.filter(isRejected)) await spool.discard(id, video);
    } catch (error) {
      log.warn({ generationId: id, error }, "a rejected file stays until the generation ends");
    }
  }

  async function bringUp(guildId: string): Promise<number> {
    const channelId = logChannelOf(guildId);
    if (channelId == null) return 0;
    const here = [...waiting.entries()].filter(
      ([, entry]) => entry.guildId === guildId && entry.channelId !== channelId,
    );
    for (const [id] of here) {
      const unparked = await records.unpark(id);
      if (unparked !== undefined) runner.resume(unparked);
    }
    return here.length;
  }

  const tidy = createReviewTidy({ ...tools, goOn });

  return {
    async decide(id, which, verdict, by) {
      const at = clock.now();
      let from: State | undefined;
      // It may have ended since it was shown, and moved on to the archive.
      const decided = await records.amend(id, (current) => {
        const videos = withVerdict(current.videos, which, { verdict, by, at });
        const isOpen = current.state === "reviewing" || current.state === "delivering";
        // What was cancelled or deleted while a sibling is on its way is discarded with it.
        const isDropped = current.cancel !== null || current.deleted !== null;
        if (videos === null || !isOpen || isDropped) return undefined;
        from = current.state;
        if (from === "delivering") return { videos };
        const referenceId = tools.referenceId();
        return { videos, ...wayOn({ ...current, videos }, { now: at, referenceId }) };
      });
      if (decided === undefined || from === undefined) return null;
      await discardRejected(decided);
      // What is being delivered sees the verdict when it is done with that.
      if (from === "reviewing") await goOn(decided);
      return decided;
    },
    bringUp,
    async begin() {
      const guildIds = new Set([...waiting.entries()].map(([, { guildId }]) => guildId));
      for (const guildId of guildIds) await bringUp(guildId);
      tidy.begin();
    },
    stop: () => tidy.stop(),
  };
}
