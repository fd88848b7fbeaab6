import { expect, test } from "vitest";
import { GUILD } from "../bench.ts";
import { channelIn, guildId, openFeedBench } from "./bench.ts";

test("every follower gets each post once, in the order of publication", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  const guilds = await followedBy(30);
  const results = [await result(1), await result(2), await result(3)];
  for (const one of results) await feeds.publish(one);
  for (const one of results) await feeds.publish(one);
  await settled();
  for (const guild of guilds) {
    const own = channels.messages.filter((message) => message.guildId === guild);
    expect(own.map(({ generationId }) => generationId)).toEqual(results.map(({ id }) => id));
    expect(own.every(({ channelId }) => channelId === channelIn(guild))).toBe(true);
  }
});

test("nothing is posted where nobody publishes, of what is private, or of what was deleted", async () => {
  const { feeds, channels, followedBy, result, settled, stores } = await openFeedBench("memory:");
  await feeds.publish(await result(1));
  await followedBy(3);
  await feeds.publish(await result(2, { request: { private: true } }));
  await feeds.publish(await result(3, { deleted: { by: "moderator", at: 1 } }));
  const erased = await result(4);
  await stores.archive.delete(erased.id);
  await feeds.publish(erased);
  await settled();
  expect(channels.requests).toEqual([]);
  expect(await stores.feedPosts.ids()).toEqual([]);
});

test("who mutes a feed, is refused by their own rules, or has left it, gets nothing", async () => {
  const { feeds, channels, refusing, followedBy, result, settled, stores } =
    await openFeedBench("memory:");
  const [muted = "", refused = "", gone = "", last = ""] = await followedBy(4);
  expect(await feeds.directory.toggleMuted(muted, GUILD)).toBe(true);
  refusing.add(refused);
  expect(await feeds.directory.unfollow(gone, GUILD)).toBe(true);
  const one = await result(1);
  await feeds.publish(one);
  await settled();
  expect(channels.messages.map(({ guildId: id }) => id)).toEqual([last]);
  expect(await stores.feedPosts.get(one.id)).toMatchObject({
    counts: { posted: 1, refused: 1, closed: 0, missed: 0 },
  });
});

test("a follower whose channel takes nothing is told and asked no more, until it follows anew", async () => {
  const { feeds, channels, closings, followedBy, result, settled } = await openFeedBench("memory:");
  const [closed = "", open = ""] = await followedBy(2);
  channels.closed.add(channelIn(closed));
  await feeds.publish(await result(1));
  await settled();
  await feeds.publish(await result(2));
  await settled();
  expect(closings).toEqual([{ feedGuildId: GUILD, guildId: closed, channelId: channelIn(closed) }]);
  expect(channels.requests.filter(({ channelId }) => channelId === channelIn(closed))).toHaveLength(
    1,
  );
  expect(channels.messages.map(({ guildId: id }) => id)).toEqual([open, open]);
  channels.closed.clear();
  await feeds.directory.follow(closed, GUILD, channelIn(closed));
  await feeds.publish(await result(3));
  await settled();
  expect(channels.messages.filter(({ guildId: id }) => id === closed)).toHaveLength(1);
});

test("a post waits while Discord is down, and nothing is lost", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  await followedBy(5);
  channels.isDown = true;
  await feeds.publish(await result(1));
  await expect.poll(() => channels.requests.length, { timeout: 10_000 }).toBeGreaterThan(5);
  channels.isDown = false;
  await settled();
  expect(channels.messages).toHaveLength(5);
});

test("one channel that never answers is passed over in the end, and holds up nobody for good", async () => {
  const { feeds, channels, followedBy, result, settled, stores } = await openFeedBench("memory:");
  const [silent = ""] = await followedBy(20);
  channels.silent.add(channelIn(silent));
  const one = await result(1);
  await feeds.publish(one);
  const two = await result(2);
  await feeds.publish(two);
  await settled();
  expect(channels.messages).toHaveLength(38);
  expect((await stores.feedPosts.get(one.id))?.counts).toMatchObject({ posted: 19, missed: 1 });
}, 60_000);

test("without a video to show nothing is posted, and that is over", async () => {
  const { feeds, channels, previews, followedBy, result, settled } = await openFeedBench("memory:");
  await followedBy(3);
  const one = await result(1);
  previews.missing.add(one.id);
  await feeds.publish(one);
  await settled();
  expect(channels.requests).toEqual([]);
});

test("a deletion reaches every copy", async () => {
  const { feeds, channels, followedBy, result, settled, stores } = await openFeedBench("memory:");
  await followedBy(30);
  const [one, two] = [await result(1), await result(2)];
  await feeds.publish(one);
  await feeds.publish(two);
  await settled();
  await feeds.follow(one.id, "gone");
  await settled();
  expect(new Set(channels.messages.map(({ generationId }) => generationId))).toEqual(
    new Set([two.id]),
  );
  expect(await stores.feedPosts.ids()).toEqual([two.id]);
  expect((await stores.feedCopies.ids()).filter((id) => id.startsWith(one.id))).toEqual([]);
});

test("a spoiler reaches every copy, and goes again", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  await followedBy(30);
  const one = await result(1);
  await feeds.publish(one);
  await settled();
  for (const wish of ["spoiler", "open"] as const) {
    await feeds.follow(one.id, wish);
    await settled();
    expect(channels.messages.map(({ shownAs }) => shownAs)).toEqual(Array(30).fill(wish));
  }
});

test("a deletion stops a post that is on its way, and takes back what is out", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  await followedBy(200);
  const one = await result(1);
  let deleted: Promise<void> | undefined;
  channels.after = () => {
    if (channels.messages.length === 50) deleted ??= feeds.follow(one.id, "gone");
  };
  await feeds.publish(one);
  await settled();
  await deleted;
  await settled();
  expect(channels.messages).toEqual([]);
  expect(channels.requests.filter(({ what }) => what === "post").length).toBeLessThan(150);
});

test("a spoiler in the middle of a post is first put on what is out, then posted on", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  await followedBy(200);
  const one = await result(1);
  let hidden: Promise<void> | undefined;
  channels.after = (what) => {
    if (what === "post" && channels.messages.length === 50) {
      hidden ??= feeds.follow(one.id, "spoiler");
    }
  };
  await feeds.publish(one);
  await expect.poll(() => channels.messages.length, { timeout: 20_000 }).toBe(200);
  await hidden;
  await settled();
  expect(channels.messages.map(({ shownAs }) => shownAs)).toEqual(Array(200).fill("spoiler"));
});

test("an older post of a feed is deleted before the newer one goes on", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  await followedBy(200);
  const [one, two] = [await result(1), await result(2)];
  await feeds.publish(one);
  await settled();
  const order: string[] = [];
  let deleted: Promise<void> | undefined;
  channels.after = (what) => {
    order.push(what);
    if (order.length === 20) deleted ??= feeds.follow(one.id, "gone");
  };
  await feeds.publish(two);
  await expect.poll(() => order.length, { timeout: 20_000 }).toBe(400);
  await deleted;
  await settled();
  expect(order.indexOf("remove")).toBeLessThan(order.lastIndexOf("post") - 100);
});

test("a newer deletion is not kept waiting until an older one is through", async () => {
  const { feeds, channels, followedBy, result, settled, stores } = await openFeedBench("memory:");
  await followedBy(300);
  const [one, two] = [await result(1), await result(2)];
  await feeds.publish(one);
  await feeds.publish(two);
  await settled();
  const leftOf = ({ id }: typeof one): number =>
    channels.messages.filter(({ generationId }) => generationId === id).length;
  let deleted: Promise<void> | undefined;
  let leftOfTwo = 0;
  channels.after = () => {
    deleted ??= feeds.follow(two.id, "gone");
    if (leftOf(one) > 0) leftOfTwo = leftOf(two);
  };
  await feeds.follow(one.id, "gone");
  await expect.poll(() => leftOf(one)).toBe(0);
  await deleted;
  await settled();
  // Page by page in turn.
  expect(leftOfTwo).toBeLessThan(100);
  expect(channels.messages).toEqual([]);
  expect(await stores.feedCopies.ids()).toEqual([]);
});

test("of two deletions that take turns the one with a silent channel is tried again, and no other", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  const [silent = ""] = await followedBy(300);
  const [one, two] = [await result(1), await result(2)];
  await feeds.publish(one);
  await feeds.publish(two);
  await settled();
  channels.silent.add(channelIn(silent));
  await feeds.follow(one.id, "gone");
  await feeds.follow(two.id, "gone");
  await expect.poll(() => channels.messages.length, { timeout: 20_000 }).toBe(2);
  channels.silent.clear();
  await settled();
  expect(channels.messages).toEqual([]);
  const removals = channels.requests.filter(
    ({ what, channelId }) => what === "remove" && channelId !== channelIn(silent),
  );
  expect(removals).toHaveLength(598);
});

test("copies stay where a feed is taken back, and still follow their original", async () => {
  const { feeds, channels, followedBy, result, settled, stores } = await openFeedBench("memory:");
  await followedBy(5);
  const one = await result(1);
  await feeds.publish(one);
  await settled();
  const { code } = await feeds.directory.publish(GUILD);
  expect(await feeds.directory.unpublish(GUILD)).toBe(true);
  expect(feeds.directory.find(code)).toBeUndefined();
  expect(await stores.feedFollowers.ids()).toEqual([]);
  expect(await stores.feedFollows.ids()).toEqual([]);
  expect(channels.messages).toHaveLength(5);
  expect((await feeds.directory.publish(GUILD)).code).not.toBe(code);
  await feeds.follow(one.id, "gone");
  await settled();
  expect(channels.messages).toEqual([]);
});

test("a message is a copy where it was posted, and nowhere else", async () => {
  const { feeds, channels, followedBy, result, settled } = await openFeedBench("memory:");
  const [guild = ""] = await followedBy(2);
  const one = await result(1);
  await feeds.publish(one);
  await settled();
  const channelId = channelIn(guild);
  const messageId = channels.messages.find((message) => message.guildId === guild)?.id ?? "";
  expect(await feeds.isCopy(one.id, { guildId: guild, channelId, messageId })).toBe(true);
  expect(await feeds.isCopy(one.id, { guildId: guild, channelId, messageId: "7" })).toBe(false);
  expect(await feeds.isCopy(one.id, { guildId: guildId(99), channelId, messageId })).toBe(false);
});

test("a guild that is purged leaves nothing: no feed, no follows, no copies", async () => {
  const { feeds, channels, followedBy, result, settled, stores } = await openFeedBench("memory:");
  const [first = "", second = ""] = await followedBy(2);
  await feeds.publish(await result(1));
  await settled();
  expect(await feeds.purge(first, () => true)).toBeGreaterThan(0);
  expect(await feeds.purge(first, () => true)).toBe(0);
  for (const store of [stores.feedCopies, stores.feedFollowers, stores.feedFollows]) {
    for await (const row of store.readAll()) expect(JSON.stringify(row)).not.toContain(first);
  }
  expect(await feeds.directory.followedBy(second)).toHaveLength(1);
  await feeds.purge(GUILD, () => true);
  await settled();
  expect(await feeds.purge(GUILD, () => true)).toBe(0);
  expect(channels.messages.filter((message) => message.guildId === second)).toEqual([]);
  expect(await stores.feeds.ids()).toEqual([]);
  expect(await stores.feedPosts.ids()).toEqual([]);
});
