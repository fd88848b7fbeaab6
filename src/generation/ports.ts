/**
 * What the domain asks of the world around it. Each port is a plain object made by a factory in
 * its own folder and handed in by `app.ts`.
 *
 * Glossary
 * - generation: one request of one member and all that came of it: 1 to 4 videos.
 * - task: the provider's unit of work. One generation is one task; its taskUUID is minted by us.
 * - video: one file of a generation, named by the provider's videoUUID.
 * - frame: an image that pins the first or the last frame.
 * - card: the one Discord message that shows a generation.
 * - unfinished / archive: the collections of records before and after their end; those that wait for
 *   a moderator are in `reviewing` meanwhile.
 * - spool: results on disk, from the download until they are delivered or decided.
 * - reserve, book, release: an upper bound held from admission; the real cost; the rest given back.
 */
import type { FailureKind } from "./errors.ts";
import type { Estimate } from "./estimates.ts";
import type { Generation, GenerationChange, Video } from "./generation.ts";
import type { Frame, FramePosition, FrameSource, SafetyMode, VideoRequest } from "./request.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after at least `delayMs`; the returned function calls it off. */
  after(delayMs: number, call: () => void): () => void;
}

/** Facts for the log; never tokens, keys or signed addresses (rule 12). */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** A collection of records, one key each; changes of one key happen one after another. */
export interface Collection<T> {
  /** @throws {Error} where the stored bytes are unreadable */
  get(id: string): Promise<T | undefined>;
  set(id: string, value: T): Promise<void>;
  /**
   * Reads, changes and writes one record while nobody else changes it. `change` may return
   * undefined to leave it as it is.
   * @returns the record as it is stored now
   */
  update(id: string, change: (current: T | undefined) => T | undefined): Promise<T | undefined>;
  delete(id: string): Promise<void>;
  /** Every record, the unreadable ones apart; ids are collected first, so deleting meanwhile is safe. */
  readAll(): AsyncIterable<{ id: string; value: T } | { id: string; broken: Error }>;
  /** Moves an unreadable record out of the way, bytes and all; false where it stays. */
  setAside(id: string): Promise<boolean>;
}

export interface Observation {
  /** The highest cost of one video seen so far, in micro-USD. */
  highestCostMicroUsd: number;
  /** The last cost of one video. */
  costMicroUsd: number;
  /** The last few render times, oldest first. */
  renderMs: number[];
}

/** A generation whose videos could not be posted anywhere; its files stay in the spool. */
export interface InboxEntry {
  generationId: string;
  /** Milliseconds since 1970. */
  since: number;
}

export interface Stores {
  unfinished: Collection<Generation>;
  /** What waits for a moderator, for months if need be. */
  reviewing: Collection<Generation>;
  archive: Collection<Generation>;
  /** What waits for a member, by member id. */
  inbox: Collection<InboxEntry[]>;
  /** Learned price and render time, by (resolution, duration, audio). */
  observations: Collection<Observation>;
}

// --- the provider --------------------------------------------------------------------------------

/** One generation in the provider's hands: everything it needs to build the same task again. */
export interface VideoTask {
  taskUUID: string;
  request: VideoRequest;
  safety: SafetyMode;
  frames: readonly { position: FramePosition; frame: Frame }[];
  /** Where the provider puts the file as well, by HTTP PUT; null: nowhere. */
  uploadTo?: string | null;
}

export interface TaskResult {
  videoUUID: string;
  url: string;
  seed: number | null;
  costMicroUsd: number | null;
  flagged: boolean;
}

/** What one answer of the provider said about one task. */
export interface TaskStatus {
  /** False where the answer shows that the provider does not know the task (rule 3). */
  known: boolean;
  /** Some result is still being worked on, as far as the answer says. */
  processing: boolean;
  /** Finished videos so far, in the provider's own stable order. */
  results: TaskResult[];
  /** Verdicts addressed to this task: each is one result that will not come. */
  errors: TaskError[];
}

export interface TaskError {
  kind: FailureKind;
  code: string;
  /** The provider's words, for the log only. */
  message: string;
}

export interface VideoProvider {
  /**
   * Hands the task over; resolves once the provider has acknowledged it, or says it has it already.
   * @throws {TerminalError} a refusal: the provider does not have the task and nothing was charged
   * @throws {NotTakenError} a passing refusal (429, no connection): not taken, try later
   * @throws {RetryableError} no usable answer: it may have been taken
   */
  submit(task: VideoTask): Promise<void>;
  /**
   * Asks for the state of tasks in one request.
   * @throws {RetryableError} the answer says nothing about any of them (rule 6)
   */
  lookUp(taskUUIDs: readonly string[]): Promise<Map<string, TaskStatus>>;
  /** The long-term record of one task; for tasks too old for `lookUp`. Throws as `lookUp` does. */
  taskDetails(taskUUID: string): Promise<TaskStatus>;
  /**
   * Asks about this task from time to time, with all others in one request, until called off.
   * `expectedAt` (milliseconds since 1970): when it will probably be ready; asked seldom before it.
   * `everyMs` replaces that rhythm by a fixed one. `onStatus` gets every answer that knows the task.
   */
  watch(
    taskUUID: string,
    expectedAt: number,
    onStatus: (status: TaskStatus) => void,
    options?: { everyMs?: number },
  ): () => void;
  /** Ask about this task at the next opportunity (a webhook said something). */
  hint(taskUUID: string): void;
  /** When submits make sense again, in milliseconds since 1970; null while the provider answers. */
  busyUntil(): number | null;
}

/** The provider behind one key. */
export interface Account extends VideoProvider {
  /**
   * What the account behind the key has left, in micro-USD; below zero where it is overdrawn.
   * @throws {TerminalError} kind "auth" or "credit": the key is refused
   * @throws {RetryableError} no usable answer
   */
  balance(): Promise<number>;
  /** Breaks off what is under way (as unanswered) and closes every connection and timer. */
  close(): Promise<void>;
}

// --- files ---------------------------------------------------------------------------------------

export interface FrameStore {
  /**
   * Fetches an image from Discord, checks it by its bytes and keeps it once by its hash.
   * @throws {UserError} with the sentence for what is wrong with the image
   * @throws {RetryableError} it could not be fetched this time
   */
  take(source: FrameSource): Promise<Frame>;
  /** @throws {UserError} where the bytes are gone (older than FRAME_DAYS) */
  read(frame: Frame): Promise<Uint8Array>;
}

export interface SpooledFile {
  path: string;
  bytes: number;
  contentType: string;
  /** Without the leading dot: mp4, webm, mov. */
  extension: string;
  width: number;
  height: number;
  durationMs: number;
  hasAudio: boolean;
}

export interface Spool {
  /**
   * The file of a video on disk: fetched and checked once, later calls find it there.
   * @throws {TerminalError} kind "provider": what the address holds is gone or no video
   * @throws {RetryableError} it could not be fetched this time
   */
  fetch(generationId: string, video: Video): Promise<SpooledFile>;
  /**
   * The same video, re-encoded to fit into `maxBytes`; null where it would not be watchable.
   * A second call with the same limit finds the file of the first.
   */
  fit(generationId: string, video: Video, maxBytes: number): Promise<SpooledFile | null>;
  /** Removes the files of one video. */
  discard(generationId: string, video: Video): Promise<void>;
  /** Removes every file of a generation. */
  clear(generationId: string): Promise<void>;
}

// --- admission -----------------------------------------------------------------------------------

/** Who asks, from where: what the interaction itself says. Ids are snowflakes, always strings. */
export interface Origin {
  guildId: string;
  channelId: string;
  /** Of a thread or a forum post: the channel it belongs to. */
  parentChannelId: string | null;
  memberId: string;
  memberName: string;
  roleIds: readonly string[];
  /** The member's own permissions in the channel, as Discord computed them. */
  memberPermissions: bigint;
  uploadLimitBytes: number;
  /** The bot's own permissions in the channel, as Discord computed them. */
  appPermissions: bigint;
  isThread: boolean;
}

/** A request at the door. */
export interface Asked {
  /** The generation's id, under which money is held. */
  id: string;
  request: VideoRequest;
  origin: Origin;
  estimate: Estimate;
  /** The member has seen the price and said yes. */
  confirmed: boolean;
}

export interface Admitted {
  /** "held": the member is asked about the price first; nothing is reserved. */
  state: "queued" | "held";
  safety: SafetyMode;
  reservedMicroUsd: number;
  /** Whose account pays: null for the operator's. */
  keyId: string | null;
  /** The day it is booked in, YYYY-MM-DD in the guild's time zone. */
  day: string;
  /** The moment of this decision. */
  admittedAt: number;
  /** The upper bound that it was decided with. */
  boundMicroUsd: number;
}

export interface Admission {
  /**
   * Decides before any money whether a request may run. What it reserves is checked and raised
   * without an await between the two.
   * @throws {UserError} a refusal that names the rule and what would pass
   */
  admit(asked: Asked): Promise<Admitted>;
  /** Gives back what was reserved for a generation whose record could not be written. */
  release(id: string): void;
  /** After each change of an unfinished record: what is reserved, spent or free again follows it. */
  follow(generation: Generation): void;
  /**
   * Writes what a generation cost into the spending document of its day; may run again (rule 8).
   * @throws {Error} the store takes nothing
   */
  book(generation: Generation): Promise<void>;
  /** Safety computed again, at submit: it only tightens. */
  safety(generation: Generation): SafetyMode;
}

// --- review --------------------------------------------------------------------------------------

export interface Judge {
  /**
   * Which results a moderator has to see first, by videoUUID. Asked once, when the task is done.
   * @throws {Error} the store cannot be read: asked again later
   */
  needsReview(
    generation: Generation,
    results: readonly Pick<TaskResult, "videoUUID" | "flagged">[],
  ): Promise<ReadonlySet<string>>;
  /** Counts the finished results of a member, once a generation. */
  count(generation: Generation): Promise<void>;
}

/** Where a guild's moderators are asked for their verdicts. */
export interface ReviewPost {
  /** Where moderators of a guild would be asked now; null where there is no such place. */
  placeOf(guildId: string): string | null;
  /**
   * Shows them what waits, once; may run again, also after they chose another place. False where
   * there is no place, or none that takes it.
   * @throws {RetryableError} Discord did not say; run it again later
   */
  ask(generation: Generation, note: Note): Promise<boolean>;
  /** Whether the question is still to be seen; true where Discord does not say. */
  isThere(generation: Generation): Promise<boolean>;
  /** Shows there what was decided, and takes away what nobody may see. Throws as `ask` does. */
  settle(generation: Generation): Promise<void>;
}

// --- sharing -------------------------------------------------------------------------------------

/** Where a guild finds again what was made in it. */
export interface Gallery {
  /**
   * Takes in what has ended, where everybody may see it. Called before its record is archived, so that
   * a crash in between runs both again.
   * @throws {RetryableError} run it again later
   */
  finished(generation: Generation): Promise<void>;
  /** Takes out what was deleted. May run twice. */
  removed(generation: Generation): Promise<void>;
}

// --- copies --------------------------------------------------------------------------------------

/** The operator's own copies of what was delivered. Nobody ever waits for the place they are in. */
export interface Archive {
  /** Where the provider may write the only file of a task, always the same; null: nowhere. */
  uploadAddress(generation: Generation): Promise<string | null>;
  /**
   * Notes what is to become of the copies of a generation that has ended or waits for a moderator.
   * Called before its record is moved, so that a crash in between runs both again.
   */
  settle(generation: Generation): Promise<void>;
  /** Notes that nothing of what was deleted may stay. May run twice. */
  removed(generation: Generation): Promise<void>;
  /** Its files are still needed on disk, and are removed afterwards. */
  isBusy(generation: Generation): boolean;
  /** Every generation whose files must stay on disk. */
  keptIds(): Set<string>;
}

// --- the card ------------------------------------------------------------------------------------

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
