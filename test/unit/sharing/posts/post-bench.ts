import { onTestFinished } from "vitest";
import type { Generation } from "../../../../src/generation/generation.ts";
import type { Collection, Log } from "../../../../src/generation/ports.ts";
import { createPosts, type PostsTools } from "../../../../src/sharing/posts/create-posts.ts";
import type { NewPost, Posts } from "../../../../src/sharing/posts/posts.ts";
import type { Poster } from "../../../../src/sharing/posts/poster.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";
import { createFastClock } from "../../../support/fast-clock.ts";
import { finished, GUILD, idOf } from "../bench.ts";

export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };
const NONCE_REMEMBERED_MS = 2 * 60_000;

/** A message as Discord would have it. */
export interface Shown {
  id: string;
  channelId: string;
  generationId: string;
  as: "open" | "spoiler";
  postedAt: number;
}

/** Cuts the power after so many acts: nothing that is done later has any effect. */
export interface Fuse {
  left: number;
}

class PowerCutError extends Error {}

export async function openPostBench(storeUrl = "memory:") {
  const store = await openStore(storeUrl);
  onTestFinished(() => store.close());
  const stores = openCollections(store);
  const clock = createFastClock(1000);
  onTestFinished(() => clock.close());
  const messages: Shown[] = [];
  /** How each message was first shown. */
  const everSent: Shown["as"][] = [];
  /** Whose files were removed from the disk. */
  const cleared: string[] = [];
  const closedChannels = new Set<string>();
  const records = new Map<string, Generation>();
  const told: string[] = [];
  const forbidden = new Set<string>();
  let ids = 0;

  const act = (fuse: Fuse): void => {
    if (fuse.left <= 0) throw new PowerCutError("the power is gone");
    fuse.left -= 1;
  };

  function fused<T>(collection: Collection<T>, fuse: Fuse): Collection<T> {
    return {
      ...collection,
      async set(id, value) {
        act(fuse);
        await collection.set(id, value);
      },
      async update(id, change) {
        act(fuse);
        return collection.update(id, change);
      },
      async delete(id) {
        act(fuse);
        await collection.delete(id);
      },
    };
  }

  /** While its videos are fetched and made small enough, which takes minutes. */
  const making = { ready: async (): Promise<void> => undefined };

  const posterWith = (fuse: Fuse): Poster => ({
    async post(generation, post, as, isStill) {
      act(fuse);
      await making.ready();
      if (!(await isStill())) return "changed";
      if (closedChannels.has(post.channelId)) return "closed";
      // Discord remembers a nonce, and gives back what was posted with it.
      const before = messages.find(
        ({ channelId, generationId, postedAt }) =>
          channelId === post.channelId &&
          generationId === generation.id &&
          clock.now() - postedAt < NONCE_REMEMBERED_MS,
      );
      if (before !== undefined) return { messageId: before.id };
      ids += 1;
      everSent.push(as);
      const id = String(ids);
      messages.push({
        id,
        channelId: post.channelId,
        generationId: generation.id,
        as,
        postedAt: clock.now(),
      });
      // It is there; that it is may not have been heard any more.
      act(fuse);
      return { messageId: id };
    },
    async show(_, post, as) {
      act(fuse);
      const message = messages.find(({ id }) => id === post.messageId);
      if (message === undefined) return "gone";
      message.as = as;
      return "shown";
    },
    async find(generationId, post) {
      // Discord has nothing of what is yet to come.
      if (post.attemptedAt > clock.now()) return null;
      const there = messages.find(
        (message) => message.channelId === post.channelId && message.generationId === generationId,
      );
      return there?.id ?? null;
    },
    async remove(post) {
      act(fuse);
      const at = messages.findIndex(({ id }) => id === post.messageId);
      if (at !== -1) messages.splice(at, 1);
    },
    clear: async (id) => void cleared.push(id),
  });

  const open = async (
    fuse: Fuse = { left: Number.POSITIVE_INFINITY },
    change: Partial<PostsTools> = {},
  ): Promise<Posts> => {
    const posts = await createPosts({
      stores: {
        posts: { ...stores.posts, ...fused(stores.posts, fuse) },
        postJobs: fused(stores.postJobs, fuse),
      },
      poster: posterWith(fuse),
      find: async (id) => records.get(id),
      isPublic: async ({ request, deleted }) => !request.private && deleted === null,
      isUnlisted: async () => false,
      permits: async (_, { channelId }) => !forbidden.has(channelId),
      onPosted: async ({ id }, { kind }) => {
        act(fuse);
        told.push(`${kind} ${id}`);
      },
      onClosed: async ({ id }, { kind }) => {
        act(fuse);
        told.push(`closed ${kind} ${id}`);
      },
      clock,
      random: () => 0,
      log: SILENT,
      ...change,
    });
    onTestFinished(() => posts.stop());
    return posts;
  };

  const generation = finished(idOf(1));
  records.set(generation.id, generation);
  return {
    open,
    stores,
    clock,
    messages,
    closedChannels,
    forbidden,
    making,
    everSent,
    cleared,
    records,
    told,
    generation,
    wanted: {
      generation,
      kind: "showcase",
      guildId: GUILD,
      channelId: "800000000000000001",
      by: null,
      credit: "full",
    } satisfies NewPost,
  };
}

export type PostBench = Awaited<ReturnType<typeof openPostBench>>;
