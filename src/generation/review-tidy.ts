import type { Generation, GenerationChange } from "./generation.ts";
import type { ReviewDeskTools } from "./review-desk.ts";
import { wayOn, withVerdict } from "./review.ts";

/** A question may be deleted, or its channel, without a word to us: looked for once a day. */
const LOOK_EVERY_MS = 24 * 60 * 60_000;
/** So many at a time, so that a long list is no flood of requests. */
const LOOKS_AT_ONCE = 20;
/** The clock may be set back while a timer runs; looked at again after this at the latest. */
const LONGEST_SLEEP_MS = 15 * 60_000;

export interface ReviewTidyTools extends Omit<ReviewDeskTools, "runner" | "spool"> {
  /** Follows a change of a generation that waits. */
  goOn: (generation: Generation) => Promise<void>;
}

/** Goes through what waits from time to time, since nobody else does for months. */
export function createReviewTidy(tools: ReviewTidyTools): {
  begin(): void;
  /** Resolves when the round under way has ended. */
  stop(): Promise<void>;
} {
  const { records, waiting, reviewPost, logChannelOf, goOn, clock, log } = tools;
  let callOff: (() => void) | undefined;
  let tidying = Promise.resolve();

  /** One round after the other, also where the clock leaps twice while the first one runs. */
  function schedule(): void {
    callOff = clock.after(LONGEST_SLEEP_MS, () => {
      tidying = tidying.then(tidy);
      schedule();
    });
  }

  /** Never rejects: what fails is tried again with the next. */
  async function tidy(): Promise<void> {
    let looks = 0;
    for (const [id, entry] of waiting.entries()) {
      const now = clock.now();
      try {
        if (entry.token !== null && entry.token.expiresAt < now) {
          await records.forgetToken(id, entry.token.value);
          entry.token = null;
        }
        const isReadable = logChannelOf(entry.guildId) !== undefined;
        if (entry.keptUntil !== null && entry.keptUntil <= now && isReadable) await expire(id);
        const isDue = entry.channelId !== null && Math.abs(now - entry.lookedAt) >= LOOK_EVERY_MS;
        if (isDue && looks < LOOKS_AT_ONCE) {
          looks += 1;
          entry.lookedAt = now;
          await lookFor(id);
        }
      } catch (error) {
        log.warn({ generationId: id, error }, "what waits for a moderator could not be tidied");
      }
    }
  }

  /** What can be seen no more is asked again, where there is a place for it. */
  async function lookFor(id: string): Promise<void> {
    const found = await records.find(id);
    if (found?.state !== "reviewing" || (await reviewPost.isThere(found))) return;
    log.info({ generationId: id }, "a question to the moderators is gone; it is asked again");
    const { messageId } = found.review ?? {};
    const forgotten = await records.change(id, ({ state, review }) =>
      state === "reviewing" && review !== null && review.messageId === messageId
        ? { review: { ...review, channelId: null, messageId: null, attemptedAt: null } }
        : undefined,
    );
    if (forgotten.state === "reviewing") await goOn(forgotten);
  }

  async function expire(id: string): Promise<void> {
    let isOver = false;
    const expired = await records.change(id, (current) => {
      const now = clock.now();
      const keptUntil = current.review?.keptUntil ?? Infinity;
      const videos = withVerdict(current.videos, "all", { verdict: "rejected", by: null, at: now });
      isOver = current.state === "reviewing" && keptUntil <= now && videos !== null;
      return isOver && videos !== null ? asExpired(current, videos, now) : undefined;
    });
    if (!isOver) return;
    log.info({ generationId: id }, "nobody could be asked about a result; it is given up");
    await goOn(expired);
  }

  function asExpired(
    current: Generation,
    videos: Generation["videos"],
    now: number,
  ): GenerationChange {
    const referenceId = tools.referenceId();
    const next = wayOn({ ...current, videos }, { now, referenceId });
    return next.state === "failed"
      ? {
          ...next,
          videos,
          state: "expired",
          failure: { kind: "unreviewed", referenceId, detail: null },
        }
      : { ...next, videos };
  }

  return {
    begin: schedule,
    async stop() {
      callOff?.();
      await tidying;
    },
  };
}
