import type { Generation, GenerationChange, Video } from "../generation.ts";

/** How a generation stands, beyond its record. */
export interface Progress {
  /** Place in line, from 1; null when it has its turn. */
  place: number | null;
  /** When the video will probably be there, in milliseconds since 1970. */
  readyAt: number | null;
  /** Past its deadline: still asked for, once a minute. */
  overdue: boolean;
  /** The bot restarted while this generation was under way. */
  resumed: boolean;
  /** The provider does not answer at the moment; we wait. */
  providerBusy: boolean;
}

/** What became of one video at delivery. */
export type Posted = NonNullable<Video["posted"]>;

/** Writes a change to the generation's record before the act that it announces (rule 1). */
export type Note = (change: GenerationChange) => Promise<Generation>;

export interface Delivery {
  /**
   * Answers the member with the card; resolves with the message's id.
   * @throws {UnansweredError} Discord no longer takes an answer for this interaction
   * @throws {RetryableError} it is not known whether the answer arrived: look for it
   */
  open(generation: Generation, progress: Progress): Promise<string>;
  /**
   * The card's message id, if the answer did reach Discord; null where it did not.
   * @throws {RetryableError} Discord did not say
   */
  find(generation: Generation): Promise<string | null>;
  /** Shows the state soon; several in a row become one, the newest wins. Never throws. */
  show(generation: Generation, progress: Progress): void;
  /**
   * Puts the videos where the member sees them and resolves with what became of each. Starts after
   * the last progress edit was answered. May run again after a failure or a crash.
   * @throws {RetryableError} nothing was decided; run it again later
   */
  deliver(generation: Generation, note: Note): Promise<Map<string, Posted>>;
  /**
   * Shows what became of a generation beside its videos: its end, or that it waits for a moderator.
   * Videos that are there stay. Throws as `deliver` does.
   */
  conclude(generation: Generation, note: Note): Promise<void>;
  /**
   * Where an edit of before the last one was never answered, it may land after it: looks a little
   * later, and puts the end there again if it is gone. Resolves with what became of the videos that
   * were put again. What was posted is on record by then, so that a crash meanwhile repeats nothing.
   * @throws {RetryableError} the bot stops meanwhile, or Discord gave no answer
   */
  settle(generation: Generation, note: Note): Promise<Map<string, Posted>>;
  /**
   * Shows the same videos in another way; false where Discord lets the message not be changed (now).
   * @throws {RetryableError} Discord did not say
   */
  redraw(generation: Generation): Promise<boolean>;
  /** Takes the message away, videos and all. @throws {RetryableError} Discord did not say */
  remove(generation: Generation): Promise<void>;
}
