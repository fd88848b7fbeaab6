import {
  CopyPageSchema,
  FeedJobSchema,
  FeedSchema,
  FollowerPageSchema,
  FollowListSchema,
  PublicationSchema,
  type CopyPage,
  type Feed,
  type FeedJob,
  type FollowerPage,
  type Publication,
} from "../sharing/feeds/feed.ts";
import type { StoredCollection } from "./collection.ts";
import type { Store } from "./store.ts";

/** What is kept of showcases that are followed. Nothing in it says whose a result is. */
export interface FeedCollections {
  /** By guild. */
  feeds: StoredCollection<Feed>;
  /** By `guildId:page` of the feed. */
  feedFollowers: StoredCollection<FollowerPage>;
  /** By the guild that follows. */
  feedFollows: StoredCollection<string[]>;
  /** By generation. */
  feedPosts: StoredCollection<Publication>;
  /** By `generationId:page`. */
  feedCopies: StoredCollection<CopyPage>;
  /** By generation: what is still to be done about it. */
  feedJobs: StoredCollection<FeedJob>;
}

export function openFeedCollections(store: Store): FeedCollections {
  return {
    feeds: store.collection("feeds", FeedSchema, { connection: "cold" }),
    feedFollowers: store.collection("feed-followers", FollowerPageSchema, { connection: "cold" }),
    feedFollows: store.collection("feed-follows", FollowListSchema, { connection: "cold" }),
    feedPosts: store.collection("feed-posts", PublicationSchema, { connection: "cold" }),
    feedCopies: store.collection("feed-copies", CopyPageSchema, { connection: "cold" }),
    feedJobs: store.collection("feed-jobs", FeedJobSchema, { connection: "cold" }),
  };
}
