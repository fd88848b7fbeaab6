import type { Post, WhichPost } from "../../sharing/posts/post.ts";
import type { Posts } from "../../sharing/posts/posts.ts";
import type { NameFormer } from "../../sharing/privacy/pseudonym.ts";
import type { ShareCodes } from "../../sharing/shares/share-codes.ts";
import type { ShareLimit } from "../../sharing/shares/share-limit.ts";
import type { WrongTries } from "../../sharing/shares/wrong-tries.ts";
import type { ReportToOrigin } from "./report-to-origin.ts";

/** Whether a message is a copy that a follower was sent of this generation. */
export type CopyAt = (
  generationId: string,
  message: { guildId: string; channelId: string; messageId: string },
) => Promise<boolean>;

/** What sharing between guilds works with. */
export interface Shares {
  posts: Pick<Posts, "add" | "of" | "takeDown">;
  /** As `Posts.settled`; ends early where the bot stops. */
  settled(generationId: string, which: WhichPost, timeoutMs: number): Promise<Post | undefined>;
  codes: Pick<ShareCodes, "give" | "find">;
  limit: ShareLimit;
  tries: WrongTries;
  /** Under which a sender is blocked who gave no name. */
  nameOf: NameFormer;
  /** In which of these guilds a member has made videos, and how many. */
  usedIn(memberId: string, guildIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  copyAt: CopyAt;
  /** Removes the message of a copy; it may be gone already. */
  removeCopy(channelId: string, messageId: string): Promise<void>;
  reportToOrigin: ReportToOrigin;
}
