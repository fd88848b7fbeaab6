import { expect, test } from "vitest";
import { findCopy } from "../../../src/discord/shares/find-copy.ts";
import type { Services } from "../../../src/discord/services.ts";
import type { Post } from "../../../src/sharing/posts/post.ts";
import { finished, idOf } from "../sharing/bench.ts";

const HERE = { guildId: "333333333333333333", channelId: "800000000000000001" };

const generation = finished(idOf(1));

function find(change: Partial<Post>, messageId: string) {
  const post: Post = {
    kind: "share",
    ...HERE,
    credit: "full",
    by: null,
    wish: "open",
    state: "there",
    attemptedAt: 1,
    messageId: "5",
    shownAs: "open",
    isTold: true,
    ...change,
  };
  const shares = { posts: { of: async () => [post] }, copyAt: async () => false };
  const services = { service: { find: async () => generation }, shares } as unknown as Services;
  return findCopy(HERE, generation.id, messageId, services);
}

test("a message is a share where it was posted, also before its id is written down", async () => {
  await expect(find({}, "5")).resolves.toMatchObject({ kind: "share" });
  await expect(find({ state: "waiting", messageId: null }, "5")).resolves.toMatchObject({
    kind: "share",
  });
  await expect(find({}, "6")).rejects.toThrow("no longer shared here");
});

test("no message is a share that its channel never took, whatever a forged press says", async () => {
  for (const state of ["closed", "gone"] as const) {
    await expect(find({ state, messageId: null }, "5")).rejects.toThrow("no longer shared here");
  }
});
