import type { Generation } from "../generation.ts";

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
