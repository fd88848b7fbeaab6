import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { isSettled, postKey, type Post, type WhichPost } from "./post.ts";
import type { Poster } from "./poster.ts";
import type { PostChange, Sheets } from "./sheets.ts";

export interface CarryOutTools {
  sheets: Sheets;
  poster: Poster;
  /** Finds a record wherever it is. */
  find: (id: string) => Promise<Generation | undefined>;
  /** Everybody in its guild may see it. @throws {RetryableError} Discord did not say */
  isPublic: (generation: Generation) => Promise<boolean>;
  /** The channel of the post may have it now: its guild wants it, and it was checked strictly enough. */
  permits: (generation: Generation, post: Post) => Promise<boolean>;
  /**
   * A post is there, or its channel is closed. May be told twice.
   * @throws {Error} told again later
   */
  onPosted: (generation: Generation, post: Post) => Promise<void>;
  onClosed: (generation: Generation, post: Post) => Promise<void>;
  clock: Pick<Clock, "now">;
  log: Pick<Log, "info" | "warn">;
}

/** A post of a process before this one may still land, so long after it was sent. */
const MAY_LAND_MS = 2 * 60_000;

/**
 * Does what is left to be done about one post, step by step, each written down before the next; what
 * is wanted may change between two steps.
 * @throws {RetryableError} to be run again later
 */
export async function carryOut(id: string, which: WhichPost, tools: CarryOutTools): Promise<void> {
  const { sheets, poster, find } = tools;
  const change = (decide: (current: Post) => PostChange) => sheets.change(id, which, decide);

  for (;;) {
    const post = (await sheets.get(id))?.posts[postKey(which)];
    if (post === undefined || isSettled(post)) return;
    const generation = await find(id);
    const { messageId } = post;
    if (post.wish === "gone") await takeDown(id, post, tools);
    else if (generation === undefined) await change(() => ({ wish: "gone", by: null }));
    else if (post.state === "waiting") await bring(generation, post, tools);
    else if (!post.isTold) {
      await (post.state === "there" ? tools.onPosted : tools.onClosed)(generation, post);
      await change(() => ({ isTold: true }));
    } else if (messageId !== null) {
      const as = post.wish;
      const outcome = await poster.show(generation, { ...post, messageId }, as);
      await change(() => (outcome === "gone" ? ended : { shownAs: as }));
    } else return;
  }
}

const closed = { state: "closed", attemptedAt: null, isTold: false } as const;
const ended = { wish: "gone", state: "gone", by: null, shownAs: null } as const;

async function bring(generation: Generation, post: Post, tools: CarryOutTools): Promise<void> {
  const { sheets, poster, find, isPublic, permits, clock, log } = tools;
  const { id } = generation;
  const change = (decide: (current: Post) => PostChange) => sheets.change(id, post, decide);
  const facts = { generationId: id, kind: post.kind, guildId: post.guildId };
  if (!(await isPublic(generation))) {
    await change(() => ({ wish: "gone", by: null }));
    return;
  }
  const before = await landed(id, post, tools);
  if (before !== null) {
    // How it looks is not known: it is shown once more as it is to be.
    await change(() => ({ state: "there", messageId: before, shownAs: null, isTold: false }));
    return;
  }
  if (!(await permits(generation, post))) {
    if (isYoung(post, tools)) throw new RetryableError("a post may still land");
    log.info(facts, "a channel may not have a video now");
    await change(() => closed);
    return;
  }
  const attempt = await change(() => ({ attemptedAt: clock.now() }));
  // Taken back meanwhile: nothing is posted any more.
  if (attempt === undefined || attempt.wish === "gone") {
    await change(() => ({ attemptedAt: post.attemptedAt }));
    return;
  }
  const as = generation.spoiler ? "spoiler" : attempt.wish;
  const outcome = await poster.post(generation, attempt, as, () => isStill(id, post, as, tools));
  if (outcome === "changed") {
    await change(() => ({ attemptedAt: post.attemptedAt }));
    return;
  }
  if (typeof outcome === "string") {
    log.warn({ ...facts, outcome }, "a video could not be shown elsewhere");
    await change(() => (outcome === "closed" ? closed : ended));
    return;
  }
  const { messageId } = outcome;
  await change(() => ({ state: "there", messageId, shownAs: as, isTold: false }));
  log.info({ ...facts, messageId }, "a video is shown elsewhere");
  // Marked or deleted while it was on its way.
  const now = await find(id);
  if (now === undefined || now.deleted !== null) await change(() => ({ wish: "gone", by: null }));
  else if (now.spoiler) await change(({ wish }) => (wish === "open" ? { wish: "spoiler" } : {}));
}

/** Whether it may be sent like this at this very moment. */
async function isStill(
  id: string,
  which: WhichPost,
  as: "open" | "spoiler",
  { sheets, find, isPublic, permits }: CarryOutTools,
): Promise<boolean> {
  const post = (await sheets.get(id))?.posts[postKey(which)];
  const generation = await find(id);
  if (post === undefined || generation === undefined || post.wish === "gone") return false;
  if ((generation.spoiler ? "spoiler" : post.wish) !== as) return false;
  return (await isPublic(generation)) && permits(generation, post);
}

/** The message of an attempt whose answer nobody saw. */
async function landed(
  id: string,
  post: Post,
  { poster, clock }: CarryOutTools,
): Promise<string | null> {
  const { attemptedAt } = post;
  if (attemptedAt === null) return null;
  // Of one in the future nobody knows when it was: the clock was set back.
  return poster.find(id, { ...post, attemptedAt: attemptedAt > clock.now() ? 0 : attemptedAt });
}

/** An attempt so short ago may still land. */
function isYoung({ attemptedAt }: Post, { clock }: CarryOutTools): boolean {
  if (attemptedAt === null) return false;
  const ageMs = clock.now() - attemptedAt;
  return ageMs >= 0 && ageMs < MAY_LAND_MS;
}

async function takeDown(id: string, post: Post, tools: CarryOutTools): Promise<void> {
  const { sheets, poster, log } = tools;
  const messageId = post.messageId ?? (await landed(id, post, tools));
  if (messageId !== null) {
    await poster.remove({ ...post, messageId });
    log.info({ generationId: id, kind: post.kind, guildId: post.guildId }, "a post is taken down");
  } else if (isYoung(post, tools)) {
    throw new RetryableError("a post that is to be taken down may still land");
  }
  await sheets.change(id, post, () => ended);
}
