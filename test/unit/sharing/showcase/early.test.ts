import { expect, onTestFinished, test } from "vitest";
import type { Generation } from "../../../../src/generation/generation.ts";
import type { NewPost } from "../../../../src/sharing/posts/posts.ts";
import { createShowcaseRecords } from "../../../../src/sharing/showcase/records.ts";
import { createShowcase } from "../../../../src/sharing/showcase/create-showcase.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";
import { createFastClock } from "../../../support/fast-clock.ts";
import { finished, GUILD, idOf } from "../bench.ts";
import { SILENT } from "../posts/post-bench.ts";

test("a favourite that comes before the bot knows of its own upload is looked at after it", async () => {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  const { showcases, showcaseDue } = openCollections(store);
  const clock = createFastClock(1000);
  onTestFinished(() => clock.close());
  const done = finished(idOf(1));
  let now: Generation = { ...done, state: "delivering" };
  let looks = 0;
  const added: NewPost[] = [];
  const showcase = await createShowcase({
    due: showcaseDue,
    records: createShowcaseRecords(showcases, SILENT),
    posts: { add: async (post) => void added.push(post), of: async () => [] },
    settingsOf: () => ({ channelId: "8", threshold: 1, weekly: false, timeZone: "UTC" }),
    countOf: async () => 1,
    async find() {
      looks += 1;
      return now;
    },
    spotOf: async ({ state, channelId }) =>
      state === "done" ? { channelId, parentChannelId: null, isPrivateThread: false } : undefined,
    mayShow: async () => true,
    tellClosed: async () => undefined,
    weekly: { settingsChanged: async () => undefined, begin() {}, stop: async () => undefined },
    clock,
    random: () => 0,
    log: SILENT,
  });
  onTestFinished(() => showcase.stop());
  const which = { guildId: GUILD, id: done.id };
  await showcase.expectVote(which);
  showcase.voted(which);
  await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThan(0);
  now = done;
  await expect
    .poll(() => added.map(({ generation }) => generation.id), { timeout: 10_000 })
    .toEqual([done.id]);
});
