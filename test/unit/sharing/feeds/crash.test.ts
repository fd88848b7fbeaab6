import { expect, test } from "vitest";
import { GUILD } from "../bench.ts";
import { pageOf } from "../../../../src/sharing/feeds/pages.ts";
import { channelIn, guildId, openFeedBench, type FeedBench } from "./bench.ts";

/** Some guilds of one page, and one of another. */
const GUILDS = [0, 100, 200, 300, 1].map(guildId);
const MINUTE_MS = 60_000;

async function openFollowed(): Promise<FeedBench> {
  const bench = await openFeedBench("memory:");
  bench.clock.standStill();
  await bench.feeds.directory.publish(GUILD);
  for (const id of GUILDS) await bench.feeds.directory.follow(id, GUILD, channelIn(id));
  return bench;
}

/** Lets the process die at this step of what it does; undefined once it has fewer. */
function dieAt(bench: FeedBench, number: number): Promise<string> {
  let steps = 0;
  return new Promise((resolve) => {
    bench.onStep = (name) => {
      steps += 1;
      if (steps !== number) return;
      bench.onStep = () => {};
      bench.kill();
      resolve(name);
    };
  });
}

/** Steps of one undisturbed run. */
async function countSteps(bench: FeedBench, act: () => Promise<void>): Promise<number> {
  let steps = 0;
  bench.onStep = () => (steps += 1);
  await act();
  await bench.settled();
  bench.onStep = () => {};
  return steps;
}

async function everyCopyOnce(bench: FeedBench, generationId: string): Promise<void> {
  const { messages } = bench.channels;
  expect(messages.map((one) => one.guildId).toSorted()).toEqual(GUILDS.toSorted());
  for (const message of messages) {
    const { guildId: guild, channelId, id: messageId } = message;
    const isKnown = await bench.feeds.isCopy(generationId, {
      guildId: guild,
      channelId,
      messageId,
    });
    expect(isKnown).toBe(true);
    const page = await bench.stores.feedCopies.get(`${generationId}:${pageOf(guild)}`);
    expect(page?.copies[guild]?.messageId).toBe(messageId);
  }
}

test.each([
  { when: "at once, while Discord remembers its posts", awayMs: 1000 },
  { when: "minutes later, when it does not", awayMs: 10 * MINUTE_MS },
  { when: "with the clock set back meanwhile", awayMs: -60 * MINUTE_MS },
])(
  "killed at any step of a post and started again $when, everybody has it once",
  async (given) => {
    const undisturbed = await openFollowed();
    const one = await undisturbed.result(1);
    const steps = await countSteps(undisturbed, () => undisturbed.feeds.publish(one));
    expect(steps).toBeGreaterThan(20);
    for (let step = 1; step <= steps; step += 1) {
      const bench = await openFollowed();
      const generation = await bench.result(1);
      const died = dieAt(bench, step);
      void bench.feeds.publish(generation);
      await died;
      if (given.awayMs < 0) bench.clock.setBack(-given.awayMs);
      else bench.clock.advance(given.awayMs);
      if (Math.abs(given.awayMs) > MINUTE_MS) bench.channels.forgetNonces();
      await bench.crash();
      // Whoever said that it was in the showcase says so again: they were never told it is on record.
      await bench.feeds.publish(generation);
      await bench.settled();
      await everyCopyOnce(bench, generation.id);
    }
  },
  120_000,
);

test("killed at any step of a deletion and started again, no copy is left", async () => {
  const undisturbed = await openFollowed();
  const one = await undisturbed.result(1);
  await undisturbed.feeds.publish(one);
  await undisturbed.settled();
  const steps = await countSteps(undisturbed, () => undisturbed.feeds.follow(one.id, "gone"));
  expect(steps).toBeGreaterThan(20);
  for (let step = 1; step <= steps; step += 1) {
    const bench = await openFollowed();
    const generation = await bench.result(1);
    await bench.feeds.publish(generation);
    await bench.settled();
    const died = dieAt(bench, step);
    void bench.feeds.follow(generation.id, "gone");
    await died;
    await bench.crash();
    await bench.feeds.follow(generation.id, "gone");
    await bench.settled();
    expect(bench.channels.messages).toEqual([]);
    expect(await bench.stores.feedCopies.ids()).toEqual([]);
    expect(await bench.stores.feedPosts.ids()).toEqual([]);
  }
}, 120_000);

test("killed at any step of a post that is deleted meanwhile, no copy is left", async () => {
  const undisturbed = await openFollowed();
  const one = await undisturbed.result(1);
  const steps = await countSteps(undisturbed, () => undisturbed.feeds.publish(one));
  for (let step = 1; step <= steps; step += 1) {
    const bench = await openFollowed();
    const generation = await bench.result(1);
    const died = dieAt(bench, step);
    void bench.feeds.publish(generation);
    await died;
    await bench.stores.archive.set(generation.id, {
      ...generation,
      deleted: { by: "moderator", at: 1 },
    });
    await bench.crash();
    await bench.feeds.follow(generation.id, "gone");
    await bench.settled();
    expect(bench.channels.messages).toEqual([]);
  }
}, 120_000);

test("killed at any step of a post that is hidden meanwhile, every copy is hidden", async () => {
  const undisturbed = await openFollowed();
  const one = await undisturbed.result(1);
  const steps = await countSteps(undisturbed, () => undisturbed.feeds.publish(one));
  for (let step = 1; step <= steps; step += 1) {
    const bench = await openFollowed();
    const generation = await bench.result(1);
    const died = dieAt(bench, step);
    void bench.feeds.publish(generation);
    await died;
    await bench.crash();
    await bench.feeds.publish(generation);
    await bench.feeds.follow(generation.id, "spoiler");
    await bench.settled();
    await everyCopyOnce(bench, generation.id);
    const shown = bench.channels.messages.map(({ shownAs }) => shownAs);
    expect(shown).toEqual(GUILDS.map(() => "spoiler"));
  }
}, 120_000);

test("10,000 followers get a post once each, over three kills, in pages of a hundred", async () => {
  const bench = await openFeedBench();
  bench.clock.standStill();
  const many = Array.from({ length: 10_000 }, (_, index) => guildId(index));
  const { code } = await bench.feeds.directory.publish(GUILD);
  // What following one by one writes, in fewer writes.
  for (let page = 0; page < 100; page += 1) {
    const own = many.filter((id) => pageOf(id) === page);
    const follow = { code, since: 1, muted: false, closed: false };
    await bench.stores.feedFollowers.set(
      `${GUILD}:${page}`,
      Object.fromEntries(own.map((id) => [id, { ...follow, channelId: channelIn(id) }])),
    );
  }
  expect(await bench.feeds.directory.countFollowers(GUILD)).toBe(10_000);
  const generation = await bench.result(1);
  const deaths = [1234, 4321, 8765].map(
    (at) =>
      new Promise<void>((resolve) => {
        const others = bench.channels.after;
        bench.channels.after = (...asked) => {
          others(...asked);
          if (bench.channels.messages.length !== at) return;
          bench.kill();
          resolve();
        };
      }),
  );
  void bench.feeds.publish(generation);
  for (const death of deaths) {
    await death;
    bench.clock.advance(10 * MINUTE_MS);
    bench.channels.forgetNonces();
    await bench.crash();
  }
  await expect.poll(() => bench.stores.feedJobs.ids(), { timeout: 120_000 }).toEqual([]);
  const { messages, requests } = bench.channels;
  expect(messages).toHaveLength(10_000);
  expect(new Set(messages.map((message) => message.guildId)).size).toBe(10_000);
  const looks = requests.filter(({ what }) => what === "find");
  expect(looks.length).toBeGreaterThan(0);
  // Only those of the page in doubt, once a kill.
  expect(looks.length).toBeLessThanOrEqual(300);
  expect(await bench.stores.feedCopies.ids()).toHaveLength(100);
}, 300_000);
