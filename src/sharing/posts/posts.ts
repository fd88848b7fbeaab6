import type { Generation } from "../../generation/generation.ts";
import type { Elsewhere, Now } from "../elsewhere.ts";
import type { Post, WhichPost } from "./post.ts";

/** A post that is wanted. */
export interface NewPost extends WhichPost, Pick<Post, "channelId" | "by" | "credit"> {
  generation: Pick<Generation, "id" | "guildId" | "spoiler">;
}

/**
 * Results shown in channels beside their cards, each once. What is asked for is on record when the
 * promise resolves; the work itself is done beside everything else, and goes on after a crash.
 */
export interface Posts extends Elsewhere {
  /**
   * Posts a result. There is one post of a generation, kind and guild: asked for again nothing changes,
   * also after it was taken down; only one whose channel was closed is tried again, in the channel
   * named now.
   */
  add(post: NewPost): Promise<void>;
  /** All of a generation, those that are gone too. */
  of(generationId: string): Promise<Post[]>;
  /** For good: it is never posted again. */
  takeDown(generationId: string, guildId: string, kind: Post["kind"]): Promise<void>;
  follow(generationId: string, now: Now): Promise<void>;
  /**
   * Resolves with the post once there is nothing more to do about it, or with it as it is after
   * `timeoutMs` or an abort; undefined where there is none.
   */
  settled(
    generationId: string,
    which: WhichPost,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Post | undefined>;
  /** Whatever is kept of a guild's results, and of posts in that guild; how many sheets. */
  purge(guildId: string, goOn: () => boolean): Promise<number>;
  /** Goes on with what an earlier process left. @throws {Error} the store cannot be read */
  begin(): Promise<void>;
  stop(): Promise<void>;
}
