import type { Generation, GenerationChange, State } from "./generation.ts";
import type { Clock, Log, ReviewPost, Spool } from "./ports.ts";
import type { Records } from "./records.ts";
import { isRejected, wayOn, withVerdict } from "./review.ts";
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
  stop(): void;
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

/** A question may be deleted, or its channel, without a word to us: looked for once a day. */
const LOOK_EVERY_MS = 24 * 60 * 60_000;
/** So many at a time, so that a long list is no flood of requests. */
const LOOKS_AT_ONCE = 20;
/** The clock may be set back while a timer runs; looked at again after this at the latest. */
const LONGEST_SLEEP_MS = 15 * 60_000;

export function createReviewDesk(tools: ReviewDeskTools): ReviewDesk {
  const { records, runner, waiting, spool, reviewPost, logChannelOf, clock, log } = tools;
  let callOff: (() => void) | undefined;

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

  return {
    async decide(id, which, verdict, by) {
      const at = clock.now();
      let from: State | undefined;
      const decided = await records.change(id, (current) => {
        const videos = withVerdict(current.videos, which, { verdict, by, at });
        const isOpen = current.state === "reviewing" || current.state === "delivering";
        if (videos === null || !isOpen) return undefined;
        from = current.state;
        if (from === "delivering") return { videos };
        const referenceId = tools.referenceId();
        return { videos, ...wayOn({ ...current, videos }, { now: at, referenceId }) };
      });
      if (from === undefined) return null;
      await discardRejected(decided);
      // What is being delivered sees the verdict when it is done with that.
      if (from === "reviewing") await goOn(decided);
      return decided;
    },
    bringUp,
    async begin() {
      const guildIds = new Set([...waiting.entries()].map(([, { guildId }]) => guildId));
      for (const guildId of guildIds) await bringUp(guildId);
      schedule();
    },
    stop: () => callOff?.(),
  };
}
