import type { Generation } from "../../generation/generation.ts";
import type { Post } from "./post.ts";

/** Who puts posts into channels. */
export interface Poster {
  /**
   * Puts a result into the channel of a post; repeated within two minutes it finds the first one.
   * "closed": the channel takes nothing of ours; "nothing": none of its videos can be had, or made
   * small enough; "changed": by then it was not to be sent like this any more, and was not.
   * @param isStill asked once its videos are ready, which takes minutes, right before they are sent
   * @throws {RetryableError} Discord did not say, or the videos could not be fetched this time
   */
  post(
    generation: Generation,
    post: Post,
    as: "open" | "spoiler",
    isStill: () => Promise<boolean>,
  ): Promise<{ messageId: string } | "closed" | "nothing" | "changed">;
  /**
   * Shows a post that is there in another way. "gone": somebody has deleted it.
   * @throws {RetryableError} not this time
   */
  show(
    generation: Generation,
    post: Post & { messageId: string },
    as: "open" | "spoiler",
  ): Promise<"shown" | "gone">;
  /** The message of a post whose answer nobody saw, if it is there. Throws as `show`. */
  find(generationId: string, post: Post & { attemptedAt: number }): Promise<string | null>;
  /** @throws {RetryableError} it may still be there */
  remove(post: Post & { messageId: string }): Promise<void>;
  /** Removes what is on disk of a generation. */
  clear(generationId: string): Promise<void>;
}
