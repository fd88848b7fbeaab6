import { expect, test } from "vitest";
import { runSql } from "../../../support/left-records.ts";
import { GUILD } from "../bench.ts";
import { channelIn, openFeedBench, type FeedBench } from "./bench.ts";

/** Makes what is stored under this key unreadable. */
const spoil = ({ dataDir }: FeedBench, key: string): Promise<unknown[]> =>
  runSql({ dataDir }, "UPDATE keyv SET value = '{' WHERE key = ?", key);

test("copies that cannot be read are looked for before anything is posted again", async () => {
  const bench = await openFeedBench();
  const { channels, followedBy, result, settled } = bench;
  const [guild = ""] = await followedBy(1);
  const one = await result(1);
  channels.after = () => {
    channels.after = () => {};
    bench.kill();
  };
  void bench.feeds.publish(one);
  await expect.poll(() => channels.messages.length).toBe(1);
  const [key = ""] = await bench.stores.feedCopies.ids();
  await spoil(bench, `feed-copies:${key}`);
  channels.forgetNonces();
  bench.clock.advance(10 * 60_000);
  await bench.crash();
  await settled();
  expect(channels.messages).toHaveLength(1);
  const [message] = channels.messages;
  const at = { guildId: guild, channelId: channelIn(guild), messageId: message?.id ?? "" };
  expect(await bench.feeds.isCopy(one.id, at)).toBe(true);
});

test("a job that cannot be read is made again from what it is about", async () => {
  const bench = await openFeedBench();
  const { channels, followedBy, result, settled } = bench;
  await followedBy(3);
  const one = await result(1);
  channels.isDown = true;
  await bench.feeds.publish(one);
  await expect.poll(() => channels.requests.length).toBeGreaterThan(0);
  bench.kill();
  await spoil(bench, `feed-jobs:${one.id}`);
  channels.isDown = false;
  await bench.crash();
  await settled();
  expect(channels.messages).toHaveLength(3);
});

test("a publication that cannot be read is over, and holds up no other", async () => {
  const bench = await openFeedBench();
  const { channels, followedBy, result, settled } = bench;
  await followedBy(3);
  channels.isDown = true;
  const [one, two] = [await result(1), await result(2)];
  await bench.feeds.publish(one);
  await bench.feeds.publish(two);
  await expect.poll(() => channels.requests.length).toBeGreaterThan(0);
  bench.kill();
  await spoil(bench, `feed-posts:${one.id}`);
  channels.isDown = false;
  await bench.crash();
  await settled();
  expect(channels.messages.map(({ generationId }) => generationId)).toEqual(Array(3).fill(two.id));
});

test("a deletion reaches every copy also where their publication cannot be read", async () => {
  const bench = await openFeedBench();
  await bench.followedBy(3);
  const one = await bench.result(1);
  await bench.feeds.publish(one);
  await bench.settled();
  await spoil(bench, `feed-posts:${one.id}`);
  expect(bench.channels.messages).toHaveLength(3);
  await bench.feeds.follow(one.id, "gone");
  await bench.settled();
  expect(bench.channels.messages).toEqual([]);
});

test("followers and feeds that cannot be read are set aside, and may be followed anew", async () => {
  const bench = await openFeedBench();
  const { channels, followedBy, result, settled, stores } = bench;
  const [guild = ""] = await followedBy(1);
  const [key = ""] = await stores.feedFollowers.ids();
  await spoil(bench, `feed-followers:${key}`);
  await spoil(bench, `feed-follows:${guild}`);
  expect(await bench.feeds.directory.followedBy(guild)).toEqual([]);
  await bench.feeds.directory.follow(guild, GUILD, channelIn(guild));
  await bench.feeds.publish(await result(1));
  await settled();
  expect(channels.messages).toHaveLength(1);
  await spoil(bench, `feeds:${GUILD}`);
  await bench.crash();
  expect(bench.feeds.directory.feedOf(GUILD)).toBeUndefined();
  expect((await bench.feeds.directory.publish(GUILD)).code).toHaveLength(10);
});

test("a feed that is published anew has no followers of before, wherever its end was cut short", async () => {
  const bench = await openFeedBench();
  const { channels, followedBy, result, settled } = bench;
  const guilds = await followedBy(5);
  bench.onStep = (name) => {
    if (name === "after delete") bench.kill();
  };
  void bench.feeds.directory.unpublish(GUILD);
  await expect.poll(() => bench.stores.feeds.ids()).toEqual([]);
  bench.onStep = () => {};
  await bench.crash();
  expect(await bench.stores.feedFollowers.ids()).not.toEqual([]);
  await bench.feeds.directory.publish(GUILD);
  expect(await bench.feeds.directory.countFollowers(GUILD)).toBe(0);
  await bench.feeds.publish(await result(1));
  await settled();
  expect(channels.messages).toEqual([]);
  const [guild = ""] = guilds;
  expect(await bench.feeds.directory.followedBy(guild)).toEqual([]);
  await bench.feeds.directory.follow(guild, GUILD, channelIn(guild));
  expect(await bench.feeds.directory.countFollowers(GUILD)).toBe(1);
});
