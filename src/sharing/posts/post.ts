import { z } from "zod";

export const POST_KINDS = ["showcase", "share"] as const;
export type PostKind = (typeof POST_KINDS)[number];

/** A result shown in a channel beside its card: in its own guild's showcase, or in another guild. */
export const PostSchema = z.object({
  kind: z.enum(POST_KINDS),
  /** Of the channel it is in, which may be another guild than the result's. */
  guildId: z.string(),
  channelId: z.string(),
  /** Whether the member and their guild are named. */
  credit: z.enum(["full", "none"]),
  /** The member who asked for it; null where nobody did, and once it is to go. */
  by: z.string().nullable(),
  /** How it is to be shown. Once "gone" it stays so. */
  wish: z.enum(["open", "spoiler", "gone"]),
  /**
   * "waiting": to be posted, or perhaps posted already; "closed": its channel takes nothing of ours, or
   * may not have it, until it is added again; "gone": taken down, or never to be posted, for good.
   */
  state: z.enum(["waiting", "there", "closed", "gone"]),
  /** When a post was first tried whose answer we may not have seen, in milliseconds since 1970. */
  attemptedAt: z.int().nullable(),
  messageId: z.string().nullable(),
  /** How it is shown now; null where it is not. */
  shownAs: z.enum(["open", "spoiler"]).nullable(),
  /** Whoever has to know has heard that it is there, or that its channel is closed. */
  isTold: z.boolean(),
});
export type Post = z.infer<typeof PostSchema>;

/** Everything that shows one generation elsewhere, by `kind:guildId`. */
export const PostSheetSchema = z.object({
  /** Of the generation. */
  guildId: z.string(),
  posts: z.record(z.string(), PostSchema),
});
export type PostSheet = z.infer<typeof PostSheetSchema>;

/** Something is to be done about the posts of a generation. */
export const PostJobSchema = z.object({ since: z.int() });
export type PostJob = z.infer<typeof PostJobSchema>;

export type WhichPost = Pick<Post, "kind" | "guildId">;

export const postKey = ({ kind, guildId }: WhichPost): string => `${kind}:${guildId}`;

/** Whether nothing is left to be done about it. */
export const isSettled = ({ state, wish, shownAs, isTold }: Post): boolean =>
  state === "gone" ||
  (wish !== "gone" && isTold && (state === "closed" || (state === "there" && shownAs === wish)));
