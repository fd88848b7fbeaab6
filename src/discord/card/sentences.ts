import type { FailureKind } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { roughUsd, usd } from "./text.ts";

interface Sentence {
  text: string;
  /** The same request may well work another time, if only after somebody has put things right. */
  again: boolean;
}

/** What people read when a generation ends without a video (rule 11): fixed, and nobody else's words. */
const SENTENCES: Record<FailureKind, Sentence> = {
  badParameter: {
    text: "Runware did not accept these settings. Other options may work; please tell the bot's operator.",
    again: false,
  },
  moderation: {
    text: "The provider's content moderation refused this request. Please change the prompt or the frames.",
    again: false,
  },
  providerTimeout: {
    text: "The provider gave up on this video because it took too long.",
    again: true,
  },
  credit: {
    text: "This bot's Runware account has run out of credit. Its operator has to add some before new videos can be made.",
    again: true,
  },
  auth: {
    text: "Runware does not accept this bot's key. Its operator has to look into it.",
    again: true,
  },
  unavailable: {
    text: "Runware has not been taking requests for a while, so this video was not ordered.",
    again: true,
  },
  provider: { text: "Runware could not make this video.", again: true },
  deadline: { text: "Runware never finished this video.", again: true },
  unknownCharge: {
    text:
      "The connection broke while this video was being ordered, and Runware does not know of it. " +
      "We cannot tell whether it was charged, so it was not ordered a second time.",
    again: true,
  },
  frame: { text: "A frame could not be used.", again: false },
  flagged: {
    text: "The safety check found something in the video, so it is not shown. Another prompt may pass.",
    again: false,
  },
  unconfirmed: {
    text: "Nobody said yes to the price within ten minutes, so this video was not ordered.",
    again: true,
  },
  unreviewed: {
    text: "No moderator could be asked about this video within 7 days, so it was removed.",
    again: false,
  },
  guildLeft: {
    text: "I was removed from the server before this video was ordered, so it is cancelled.",
    again: false,
  },
  unanswered: { text: "This request never reached you.", again: false },
  internal: { text: "Something went wrong in the bot.", again: true },
};

export function failureSentence(generation: Generation): Sentence {
  const { failure } = generation;
  const sentence = SENTENCES[failure?.kind ?? "internal"];
  return failure?.detail ? { ...sentence, text: failure.detail } : sentence;
}

/** Why money is or is not back (rule 8). */
export function chargeSentence({ cost, failure }: Generation): string {
  if (failure?.kind === "unknownCharge") return "Your request counts as free.";
  if (failure?.kind === "deadline") {
    return "We cannot tell whether it was charged; it counts as free for you.";
  }
  if (cost === null) return "Nothing was charged.";
  return cost.estimated
    ? `Runware named no cost; it is counted as about ${roughUsd(cost.microUsd)}.`
    : `It cost ${usd(cost.microUsd)}.`;
}

/** What a cancelled card says: by whom, where it was not the requester, and what becomes of the videos. */
export function cancelSentence(generation: Generation): string {
  const { cancel, memberId, videos, state, request, failure } = generation;
  if (failure?.kind === "guildLeft") return failureSentence(generation).text;
  const cancelled =
    cancel !== null && cancel.by !== memberId ? "**Cancelled by a moderator.**" : "**Cancelled.**";
  const [video, was, has] =
    request.results === 1 ? ["video", "was", "has"] : ["videos", "were", "have"];
  if (state !== "cancelled") {
    return `${cancelled} Runware cannot stop what it has begun: the ${video} will be discarded when finished.`;
  }
  return videos.length === 0
    ? cancelled
    : `${cancelled} The ${video} ${was} finished and ${has} been discarded.`;
}
