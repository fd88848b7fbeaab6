import { z } from "zod";
import { FAILURE_KINDS } from "./errors.ts";
import {
  FRAME_POSITIONS,
  FrameSchema,
  FrameSourceSchema,
  SAFETY_MODES,
  VideoRequestSchema,
} from "./request.ts";
import { SourcesSchema } from "./sources.ts";

/** In the order of a life; the last five are its ends. */
export const STATES = [
  "held",
  "queued",
  "submitting",
  "rendering",
  "reviewing",
  "delivering",
  "done",
  "failed",
  "cancelled",
  "rejected",
  "expired",
] as const;
export type State = (typeof STATES)[number];

/**
 * Which state may follow which. A step that repeats after a crash stays in its state,
 * so a state may always be written over itself.
 */
const NEXT: Record<State, readonly State[]> = {
  held: ["queued", "failed", "cancelled", "expired"],
  queued: ["submitting", "failed", "cancelled"],
  submitting: ["rendering", "queued", "failed", "cancelled", "expired"],
  rendering: ["reviewing", "delivering", "failed", "cancelled", "expired"],
  reviewing: ["delivering", "done", "failed", "rejected", "cancelled", "expired"],
  delivering: ["reviewing", "done", "failed", "cancelled", "rejected"],
  done: [],
  failed: [],
  cancelled: [],
  rejected: [],
  expired: [],
};

export const isEnd = (state: State): boolean => NEXT[state].length === 0;
export const mayFollow = (from: State, to: State): boolean =>
  from === to || NEXT[from].includes(to);

/**
 * Where a generation is shown. It starts on its card and only ever moves down this list, as each
 * place closes; the inbox takes everything (rule 4).
 */
export const PLACES = ["card", "newMessage", "directMessage", "inbox"] as const;
export type Place = (typeof PLACES)[number];

/** Why a place closed. */
export const CLOSED_BECAUSE = [
  "cardGone",
  "channelClosed",
  "tooManyEdits",
  "privateCardExpired",
  "doorClosed",
  "refused",
] as const;
export type ClosedBecause = (typeof CLOSED_BECAUSE)[number];

/** Millionths of a US dollar: the only form of money inside (rule 8). */
const MicroUsd = z.int().nonnegative();
/** Milliseconds since 1970. */
const Instant = z.int();

export const VERDICTS = ["pending", "approved", "rejected"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VideoSchema = z.object({
  videoUUID: z.string(),
  /** Signed by the provider: never logged, never shown while the file itself can be. */
  url: z.string(),
  seed: z.int().nullable(),
  costMicroUsd: MicroUsd.nullable(),
  /** The safety check found something: never posted unreviewed (rule 9). */
  flagged: z.boolean(),
  /** What moderators decide of this video; null where nobody has to. */
  review: z
    .object({
      verdict: z.enum(VERDICTS),
      /** The moderator, or null while it is pending, or where nobody decided in time. */
      by: z.string().nullable(),
      at: Instant.nullable(),
    })
    .nullable(),
  /** Where this video ended up; null until it is somewhere. */
  posted: z
    .object({
      as: z.enum(["file", "smallerFile", "link", "withheld", "lost", "kept"]),
      /** The name of the attachment, where it is one. */
      fileName: z.string().nullable(),
    })
    .nullable(),
});
export type Video = z.infer<typeof VideoSchema>;

/** The same once more, changed in a form, or beginning or ending with a picture of it. */
export const MADE_AFTER = ["again", "remix", "frame"] as const;

/** Delivery found nothing of this video that may be shown. */
export const isMissing = ({ as }: NonNullable<Video["posted"]>): boolean =>
  as === "lost" || as === "withheld";

export const GenerationSchema = z.object({
  /** The id of the interaction that asked for it. */
  id: z.string().regex(/^\d+$/),
  /** Minted before the first submit and never changed (rule 3). */
  taskUUID: z.uuid(),
  state: z.enum(STATES),
  guildId: z.string(),
  /** The channel the card is in. */
  channelId: z.string(),
  /** Where that is a thread or a forum post, the channel it belongs to: its rules hold (rule 9). */
  parentChannelId: z.string().nullable(),
  memberId: z.string(),
  /** As people see the member: for the printed channel and alt text, never an identity. */
  memberName: z.string(),
  /** Largest upload that Discord promised for this interaction, in bytes; it may overstate. */
  uploadLimitBytes: z.int().positive(),
  /** The generation this one repeats, if any. */
  parentId: z.string().nullable(),
  /** How it was made after that one, and the message that showed that one to the guild then. */
  after: z
    .object({
      how: z.enum(MADE_AFTER),
      message: z.object({ channelId: z.string(), messageId: z.string() }).nullable(),
    })
    .nullable(),
  request: VideoRequestSchema,
  /** Where each of its options came from; null where that was not noted. */
  sources: SourcesSchema.nullable(),
  safety: z.enum(SAFETY_MODES),
  frames: z.array(
    z.object({
      position: z.enum(FRAME_POSITIONS),
      source: FrameSourceSchema.nullable(),
      stored: FrameSchema.nullable(),
    }),
  ),
  card: z.object({
    /** Null until Discord has answered with the message. */
    messageId: z.string().nullable(),
    ephemeral: z.boolean(),
    /** The newest interaction token that reaches the card; null once it is dead. */
    token: z.string().nullable(),
    tokenExpiresAt: Instant,
  }),
  place: z.object({
    kind: z.enum(PLACES),
    because: z.enum(CLOSED_BECAUSE).nullable(),
    /** Of the new or direct message, once known. */
    channelId: z.string().nullable(),
    messageId: z.string().nullable(),
    /** When a post was first tried whose answer we may not have seen (rule 5). */
    attemptedAt: Instant.nullable(),
  }),
  estimate: z.object({
    costMicroUsd: MicroUsd,
    renderMs: z.int().nonnegative(),
    /** False while nothing was observed and the figures come from the table. */
    learned: z.boolean(),
  }),
  /** Whose account pays: null for the operator's, else the guild's own key in the vault. */
  keyId: z.string().nullable(),
  /** The day of admission in the guild's time zone, YYYY-MM-DD: the spending document it is booked in. */
  day: z.iso.date(),
  /** When money was held for it: another moment than `createdAt` where the member was asked first. */
  admittedAt: Instant,
  /** What admission took for certain to be enough; a cost above it is an overrun. */
  boundMicroUsd: MicroUsd,
  /** Held from admission until the cost is known; zero once booked or released. */
  reservedMicroUsd: MicroUsd,
  cost: z.object({ microUsd: MicroUsd, estimated: z.boolean() }).nullable(),
  submit: z.object({
    attempts: z.int().nonnegative(),
    /** When the first turn came. */
    since: Instant.nullable(),
    /** The first attempt that the provider may have taken; null while none can have been. */
    maybeTakenAt: Instant.nullable(),
  }),
  videos: z.array(VideoSchema),
  /** Results of the task that failed, beside the videos that did not. */
  failedResults: z.int().nonnegative(),
  /** The message in the log channel that asks for the verdicts; null while nothing is asked. */
  review: z
    .object({
      since: Instant,
      channelId: z.string().nullable(),
      messageId: z.string().nullable(),
      /** When a post was first tried whose answer we may not have seen (rule 5). */
      attemptedAt: Instant.nullable(),
      /** Where nobody can be asked: when it is given up. */
      keptUntil: Instant.nullable(),
    })
    .nullable(),
  /** When a private result was shown to its guild after all; its place is that message since. */
  madePublicAt: Instant.nullable(),
  /** A moderator hid the videos behind a click. */
  spoiler: z.boolean(),
  /** Taken away everywhere; the record stays for the money's sake. */
  deleted: z.object({ by: z.string(), at: Instant }).nullable(),
  cancel: z.object({ by: z.string(), at: Instant }).nullable(),
  failure: z
    .object({
      kind: z.enum(FAILURE_KINDS),
      /** What people quote to the operator, who finds it in the log. */
      referenceId: z.string(),
      /** A sentence written for people, where the kind alone does not say enough. */
      detail: z.string().nullable(),
    })
    .nullable(),
  createdAt: Instant,
  /** When the provider had acknowledged the task. */
  renderingAt: Instant.nullable(),
  /** When the provider had finished the task. */
  readyAt: Instant.nullable(),
  /** When the generation reached its end. */
  endedAt: Instant.nullable(),
});
export type Generation = z.infer<typeof GenerationSchema>;

/** What a step may change: everything but identity and the request itself. */
export type GenerationChange = Partial<
  Omit<
    Generation,
    "id" | "taskUUID" | "guildId" | "memberId" | "request" | "sources" | "after" | "createdAt"
  >
>;

/**
 * The record after a step.
 * @throws {Error} where the new state may not follow the old one: a fault of ours, never a member's
 */
export function advance(generation: Generation, change: GenerationChange): Generation {
  const to = change.state ?? generation.state;
  if (!mayFollow(generation.state, to)) {
    throw new Error(`generation ${generation.id}: ${generation.state} may not become ${to}`);
  }
  return { ...generation, ...change };
}
