import { RetryableError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import type { Spool } from "../../generation/ports/files.ts";
import type { ReviewPost } from "../../generation/ports/review.ts";
import { isPending } from "../../generation/review.ts";
import type { LogChannelOf } from "../../policy/settings.ts";
import { rungLimits } from "../delivery/fit-files.ts";
import { tryRungs } from "../delivery/put-videos.ts";
import { discordFault, type DiscordFault } from "../errors.ts";
import { nonceOf } from "../nonce.ts";
import type { CardRest } from "../rest.ts";
import { renderReview } from "./render-review.ts";
import { reviewFiles } from "./review-files.ts";

export interface ReviewPostTools {
  rest: CardRest;
  spool: Spool;
  logChannelOf: LogChannelOf;
  clock: Pick<Clock, "now">;
  log: Log;
}

/** Discord remembers a nonce for minutes only; after this a repeat looks for the first one (rule 5). */
const NONCE_REMEMBERED_MS = 2 * 60_000;

/** Asks a guild's moderators in its log channel. */
export function createReviewPost(tools: ReviewPostTools): ReviewPost {
  const { rest, logChannelOf, clock, log } = tools;

  return {
    placeOf: (guildId) => logChannelOf(guildId) ?? null,

    async ask(generation, note) {
      const { review, guildId } = generation;
      if (review === null) return false;
      const channelId = logChannelOf(guildId);
      // Without a log channel by now: what was posted in the old one can still be decided there.
      if (channelId == null) return review.messageId !== null;
      const there = review.channelId === channelId ? review : null;
      const messageId = there === null ? null : await known(there, generation, tools);
      if (messageId !== null && (await refresh(channelId, messageId, generation)) !== "gone") {
        if (review.messageId === null) await note({ review: { ...review, messageId } });
        return true;
      }
      if (there === null) await forgetOld(generation);
      const attempt = { ...review, channelId, messageId: null };
      const isRepeat = there !== null && there.attemptedAt !== null && there.messageId === null;
      const attemptedAt = isRepeat ? there.attemptedAt : clock.now();
      await note({ review: { ...attempt, attemptedAt } });
      const posted = await post(channelId, generation, tools);
      await note({
        review:
          posted === null
            ? { ...attempt, channelId: null, attemptedAt: null }
            : { ...attempt, attemptedAt, messageId: posted },
      });
      return posted !== null;
    },

    async isThere({ id, review }) {
      if (review === null || review.channelId === null || review.messageId === null) return false;
      try {
        await rest.attachments(review.channelId, review.messageId);
        return true;
      } catch (error) {
        const fault = discordFault(error);
        log.debug({ generationId: id, fault, error }, "a review could not be looked at");
        return fault !== "cardGone" && fault !== "channelClosed";
      }
    },

    async settle(generation) {
      const { review } = generation;
      if (review === null || review.channelId === null) return;
      const messageId = await known(review, generation, tools);
      if (messageId !== null) await refresh(review.channelId, messageId, generation);
    },
  };

  /** Shows what is decided by now. What cannot be changed is left as it is. */
  async function refresh(
    channelId: string,
    messageId: string,
    generation: Generation,
  ): Promise<"there" | "gone"> {
    try {
      const attached = await rest.attachments(channelId, messageId);
      const { kept, reviewed } = reviewFiles(generation, attached);
      const components = renderReview(generation, reviewed);
      await rest.editInChannel(channelId, messageId, { components, files: [], kept });
      return "there";
    } catch (error) {
      const fault = faultOf(error);
      log.info({ generationId: generation.id, fault, error }, "a review could not be shown anew");
      return fault === "cardGone" || fault === "channelClosed" ? "gone" : "there";
    }
  }

  /** The message in a log channel of before; the new one asks the same. */
  async function forgetOld({ id, review }: Generation): Promise<void> {
    if (review === null || review.channelId === null || review.messageId === null) return;
    try {
      await rest.remove(review.channelId, review.messageId);
    } catch (error) {
      log.info({ generationId: id, error }, "a review in an old log channel stays there");
    }
  }
}

/** The message that asks, also where the answer to its post was never seen. */
async function known(
  { channelId, messageId, attemptedAt }: NonNullable<Generation["review"]>,
  { id }: Generation,
  { rest, clock }: Pick<ReviewPostTools, "rest" | "clock">,
): Promise<string | null> {
  if (messageId !== null || channelId === null || attemptedAt === null) return messageId;
  const ageMs = clock.now() - attemptedAt;
  // Of an attempt in the future the age is not known: the clock was set back.
  if (ageMs >= 0 && ageMs <= NONCE_REMEMBERED_MS) return null;
  try {
    return await rest.findOwn(channelId, ageMs < 0 ? 0 : attemptedAt, id, "approve");
  } catch (error) {
    faultOf(error);
    return null;
  }
}

/** Null where the channel takes nothing of ours. */
async function post(
  channelId: string,
  generation: Generation,
  { rest, spool, log }: ReviewPostTools,
): Promise<string | null> {
  const { id } = generation;
  let messageId: string | null = null;
  const limits = rungLimits({ ...generation, place: { ...generation.place, kind: "card" } });
  const outcome = await tryRungs(
    generation,
    limits,
    { spool, log },
    async ({ shown, files }) => {
      const reviewed = shown.flatMap(({ posted }, index) =>
        posted === null || posted.as === "lost" ? [] : [{ index, fileName: posted.fileName }],
      );
      const message = { components: renderReview(generation, reviewed), files };
      // A log channel may change within the minutes that Discord remembers a nonce.
      messageId = await rest.post(channelId, message, nonceOf(id, channelId, "r"));
    },
    isPending,
  );
  if ("shown" in outcome) return messageId;
  if (outcome.fault === "noAnswer" || outcome.fault === "tooLarge") {
    throw new RetryableError("the moderators could not be asked", { cause: outcome.error });
  }
  log.warn(
    { generationId: id, channelId, fault: outcome.fault, error: outcome.error },
    "the log channel takes nothing of ours",
  );
  return null;
}

/** @throws {RetryableError} Discord did not say */
function faultOf(error: unknown): DiscordFault {
  const fault = discordFault(error);
  if (fault === "noAnswer") {
    throw new RetryableError("the log channel got no answer", { cause: error });
  }
  return fault;
}
