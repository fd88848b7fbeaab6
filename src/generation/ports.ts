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
import type { Generation } from "./generation.ts";

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
