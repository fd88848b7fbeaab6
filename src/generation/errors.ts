/**
 * Something the member can act on. Its text is written for people and may be shown as it is;
 * nothing of a provider's or a library's own words belongs in it.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** Somebody used what they have no right to, through whichever door. Told as any refusal; counted. */
export class ForbiddenError extends UserError {
  override readonly name = "ForbiddenError";
}

/** A step that may work later: the record stays as it is and the step runs again. */
export class RetryableError extends Error {
  override readonly name: string = "RetryableError";
  /** What the other side asked us to wait, in milliseconds; absent where it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The other side certainly did not take it, and may take it later. */
export class NotTakenError extends RetryableError {
  override readonly name: string = "NotTakenError";
}

/** Discord takes no answer for this interaction any more: the member saw "did not respond". */
export class UnansweredError extends Error {
  override readonly name = "UnansweredError";
}

/**
 * Why a generation ended without a video. People read the sentence that belongs to it
 * (`discord/sentences.ts`); logs read the code and the cause.
 */
export const FAILURE_KINDS = [
  /** The provider did not accept a parameter: our model card and theirs disagree. */
  "badParameter",
  /** The provider's own moderation refused the prompt, a frame or the result. */
  "moderation",
  /** The provider gave up on the task after accepting it. */
  "providerTimeout",
  /** The account behind the key has no credit left. */
  "credit",
  /** The provider does not accept the key. */
  "auth",
  /** The provider took no request for so long that we stopped asking. */
  "unavailable",
  /** The provider failed, or its answer could not be used. */
  "provider",
  /** Nothing reached us before the generation's own deadline and the hour after it. */
  "deadline",
  /** A submit whose acknowledgement was lost, too old to be sent again (rule 3). */
  "unknownCharge",
  /** A frame that could not be used; the sentence of its own is in `detail`. */
  "frame",
  /** Every video was flagged by the safety check: withheld. */
  "flagged",
  /** The member did not say yes to the price in time. */
  "unconfirmed",
  /** No moderator could be asked about the result, and the time for it is over. */
  "unreviewed",
  /** The bot was removed from the guild before anything was ordered. */
  "guildLeft",
  /** Nobody could be shown that the request was taken. */
  "unanswered",
  /** A fault of ours. */
  "internal",
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

/** A verdict on the task itself: repeating the same request would end the same way. */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
  readonly kind: FailureKind;
  /** The provider's raw code, for the log. */
  readonly code: string | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; code?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.code = options.code;
  }
}
