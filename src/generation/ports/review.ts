import type { Generation } from "../generation.ts";
import type { Note } from "./delivery.ts";
import type { TaskResult } from "./provider.ts";

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
