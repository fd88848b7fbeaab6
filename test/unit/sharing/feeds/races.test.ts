import { expect, test } from "vitest";
import { openFeedBench } from "./bench.ts";

test("what was hidden just before it is published is hidden at every follower", async () => {
  const { feeds, channels, followedBy, result, settled, stores } = await openFeedBench("memory:");
  await followedBy(3);
  const before = await result(1);
  await stores.archive.set(before.id, { ...before, spoiler: true });
  await feeds.follow(before.id, "spoiler");
  await feeds.publish(before);
  await settled();
  expect(channels.messages.map(({ shownAs }) => shownAs)).toEqual(Array(3).fill("spoiler"));
});
