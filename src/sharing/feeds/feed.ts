import { z } from "zod";

/** A guild's showcase, as others may follow it. By guild. */
export const FeedSchema = z.object({
  code: z.string(),
  /** Milliseconds since 1970. */
  since: z.int(),
});
export type Feed = z.infer<typeof FeedSchema>;

/** What a guild has decided about a feed that it follows. */
export const FollowSchema = z.object({
  /** Of the feed: published anew, it has another one and no followers. */
  code: z.string(),
  channelId: z.string(),
  since: z.int(),
  /** Nothing is posted until it is taken back. */
  muted: z.boolean(),
  /** The channel took nothing of ours: nothing is posted until it is followed anew. */
  closed: z.boolean(),
});
export type Follow = z.infer<typeof FollowSchema>;

/** Some of the followers of a feed, by guild; the page a guild is on follows from its id alone. */
export const FollowerPageSchema = z.record(z.string(), FollowSchema);
export type FollowerPage = z.infer<typeof FollowerPageSchema>;

/** The guilds whose feeds a guild follows; some of them may lead to nothing. */
export const FollowListSchema = z.array(z.string());

/** What followers are shown of a showcase post. By generation; nothing says whose it is. */
export const PublicationSchema = z.object({
  /** Whose feed it is in. */
  guildId: z.string(),
  /** When it was published: the order of posts. Milliseconds since 1970. */
  at: z.int(),
  /** How copies are to be shown. Once "gone" it stays so. */
  wish: z.enum(["open", "spoiler", "gone"]),
  /** The first page of followers that is not done; -1 once it was posted to all. */
  nextPage: z.int().min(-1),
  /** Some copies may be shown in another way than they are to be. */
  isBehind: z.boolean(),
  counts: z.object({
    posted: z.int().nonnegative(),
    /** What the follower's rules do not let in. */
    refused: z.int().nonnegative(),
    /** Channels that took nothing of ours. */
    closed: z.int().nonnegative(),
    /** Channels about which Discord gave no answer, however often it was asked. */
    missed: z.int().nonnegative(),
  }),
});
export type Publication = z.infer<typeof PublicationSchema>;
export type Counts = Publication["counts"];

/** One message in a follower's channel. */
export const CopySchema = z.object({
  channelId: z.string(),
  /** Null while it is to be posted, or perhaps posted already. */
  messageId: z.string().nullable(),
  /** Of the preview, and its name behind a slash; an edit has to repeat both. */
  attachmentId: z.string().nullable(),
  /** Null where it may be shown in either way. */
  shownAs: z.enum(["open", "spoiler"]).nullable(),
});
export type Copy = z.infer<typeof CopySchema>;

/** The copies in the guilds of one page of followers, by `generationId:page`. */
export const CopyPageSchema = z.object({
  /** When posting them began; what has no message id may have been posted since then. */
  attemptedAt: z.int(),
  /** How they were shown when posting began; null where that changed in between. */
  attemptedAs: z.enum(["open", "spoiler"]).nullable(),
  /** By guild. */
  copies: z.record(z.string(), CopySchema),
});
export type CopyPage = z.infer<typeof CopyPageSchema>;

/** Something is to be done about a publication. By generation. */
export const FeedJobSchema = z.object({ guildId: z.string(), at: z.int() });
export type FeedJob = z.infer<typeof FeedJobSchema>;
