import type { Generation } from "../../generation/generation.ts";

/** What a copy plays: a still or a short animation. */
export interface Preview {
  /** With the ending that says what it is. */
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}

export interface Previews {
  /**
   * Made once and kept until `drop`; null where there is no video (any more) to make one of.
   * @throws {RetryableError} not this time
   */
  of(generation: Generation): Promise<Preview | null>;
  drop(generationId: string): Promise<void>;
  /** Removes all others, at start. */
  sweep(keepIds: ReadonlySet<string>): Promise<void>;
}

/** Where a copy goes, or is. */
export interface CopyPlace {
  /** Of the follower. */
  guildId: string;
  channelId: string;
}

export interface PostedCopy {
  messageId: string;
  attachmentId: string | null;
}

/** Whether it is the channel, or the message in it, that is gone or closed to us. */
export type Unreachable = "closed";

/**
 * The messages that copies are. Every method is one request, or a few, at Discord's pace.
 * Each throws RetryableError where Discord does not say.
 */
export interface CopyPosts {
  /** A repeat within minutes finds the first one. */
  post(
    generation: Generation,
    preview: Preview,
    as: "open" | "spoiler",
    to: CopyPlace,
  ): Promise<PostedCopy | Unreachable>;
  /** The copy of a generation that is in the channel, posted at that moment or later; null: none. */
  find(
    generationId: string,
    place: CopyPlace,
    sinceMs: number,
  ): Promise<PostedCopy | Unreachable | null>;
  /** Shows a copy in another way. */
  edit(
    generation: Generation,
    as: "open" | "spoiler",
    at: CopyPlace & PostedCopy,
  ): Promise<"done" | Unreachable>;
  /** What is gone already is gone. */
  remove(at: CopyPlace & Pick<PostedCopy, "messageId">): Promise<void>;
  /** Whether Discord answers anything at all. */
  isUp(): Promise<boolean>;
}

/** A follower whose channel took nothing of ours. */
export interface Closing {
  feedGuildId: string;
  guildId: string;
  channelId: string;
}
