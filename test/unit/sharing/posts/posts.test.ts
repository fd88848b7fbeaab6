import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runSql } from "../../../support/left-records.ts";
import { GUILD } from "../bench.ts";
import { openPostBench, type PostBench } from "./post-bench.ts";

const WHICH = { kind: "showcase", guildId: GUILD } as const;
/** Of the bench's clock, which runs a thousand times faster. */
const SOON_MS = 60 * 60_000;
/** More acts than a post takes from the wish to its end. */
const MOST_ACTS = 16;

test("what is asked for twice, at once and later, is posted once", async () => {
  const { open, wanted, messages, generation, told } = await openPostBench();
  const posts = await open();
  await Promise.all([posts.add(wanted), posts.add(wanted)]);
  await posts.settled(generation.id, WHICH, SOON_MS);
  await posts.add({ ...wanted, channelId: "800000000000000002" });
  await posts.settled(generation.id, WHICH, SOON_MS);
  expect(messages).toHaveLength(1);
  expect(told).toEqual([`showcase ${generation.id}`]);
});

test("what was taken down is not posted again", async () => {
  const { open, wanted, messages, generation } = await openPostBench();
  const posts = await open();
  await posts.add(wanted);
  await posts.settled(generation.id, WHICH, SOON_MS);
  await posts.takeDown(generation.id, GUILD, "showcase");
  await posts.settled(generation.id, WHICH, SOON_MS);
  expect(messages).toEqual([]);
  await posts.add(wanted);
  expect((await posts.settled(generation.id, WHICH, SOON_MS))?.state).toBe("gone");
  expect(messages).toEqual([]);
});

/** Wishes for a post with the power cut after so many acts; whether it was on record by then. */
async function cutAfter(bench: PostBench, acts: number, waitMs: number): Promise<boolean> {
  const fuse = { left: acts };
  const before = await bench.open(fuse);
  const isNoted = await before.add(bench.wanted).then(
    () => true,
    () => false,
  );
  // Ends with the first act that fails, or with the work.
  await expect
    .poll(async () => fuse.left <= 0 || (await isSettled(bench)), { timeout: 10_000, interval: 5 })
    .toBe(true);
  await before.stop();
  bench.clock.advance(waitMs);
  return isNoted;
}

async function isSettled({ stores, generation }: PostBench): Promise<boolean> {
  return (await stores.postJobs.get(generation.id)) === undefined;
}

for (const [when, waitMs] of [
  ["at once", 0],
  ["after Discord has forgotten the nonce", 10 * 60_000],
] as const) {
  test(`a crash after any act leads to one post, where the bot is back ${when}`, async () => {
    for (let acts = 0; acts < MOST_ACTS; acts += 1) {
      const bench = await openPostBench();
      const isNoted = await cutAfter(bench, acts, waitMs);
      const posts = await bench.open();
      await posts.begin();
      if (!isNoted) await posts.add(bench.wanted);
      const post = await posts.settled(bench.generation.id, WHICH, SOON_MS);
      expect([acts, post?.state, bench.messages.length]).toEqual([acts, "there", 1]);
      expect(bench.told).toContain(`showcase ${bench.generation.id}`);
    }
  });
}

test("a deletion after a crash at any act leaves no post", async () => {
  for (let acts = 0; acts < MOST_ACTS; acts += 1) {
    const bench = await openPostBench();
    await cutAfter(bench, acts, 10 * 60_000);
    const { generation, records, messages, stores } = bench;
    records.set(generation.id, { ...generation, deleted: { by: "7", at: 1 } });
    const posts = await bench.open();
    await posts.follow(generation.id, "gone");
    await posts.begin();
    await expect
      .poll(() => stores.postJobs.get(generation.id), { timeout: 10_000, interval: 5 })
      .toBeUndefined();
    expect([acts, messages]).toEqual([acts, []]);
    // Of a result that is gone nothing is kept.
    expect(await stores.posts.get(generation.id)).toBeUndefined();
  }
});

test("what became a spoiler follows, and what is shown openly again too", async () => {
  const { open, wanted, messages, generation, records } = await openPostBench();
  const posts = await open();
  await posts.add(wanted);
  await posts.settled(generation.id, WHICH, SOON_MS);
  records.set(generation.id, { ...generation, spoiler: true });
  await posts.follow(generation.id, "spoiler");
  await posts.settled(generation.id, WHICH, SOON_MS);
  expect(messages.map(({ as }) => as)).toEqual(["spoiler"]);
  records.set(generation.id, generation);
  await posts.follow(generation.id, "open");
  await posts.settled(generation.id, WHICH, SOON_MS);
  expect(messages.map(({ as }) => as)).toEqual(["open"]);
});

test("a closed channel is told once, and tried again when it is asked for again", async () => {
  const { open, wanted, messages, generation, closedChannels, told } = await openPostBench();
  closedChannels.add(wanted.channelId);
  const posts = await open();
  await posts.add(wanted);
  expect((await posts.settled(generation.id, WHICH, SOON_MS))?.state).toBe("closed");
  expect(told).toEqual([`closed showcase ${generation.id}`]);
  const channelId = "800000000000000002";
  await posts.add({ ...wanted, channelId });
  await posts.settled(generation.id, WHICH, SOON_MS);
  expect(messages.map((message) => message.channelId)).toEqual([channelId]);
});

test("what a channel may not have is not posted there", async () => {
  const { open, wanted, messages, generation, forbidden } = await openPostBench();
  forbidden.add(wanted.channelId);
  const posts = await open();
  await posts.add(wanted);
  expect((await posts.settled(generation.id, WHICH, SOON_MS))?.state).toBe("closed");
  expect(messages).toEqual([]);
});

test("what is deleted, hidden or kept out while its files are made ready is not sent as it was", async () => {
  const bench = await openPostBench();
  const { open, wanted, generation, records, forbidden, making } = bench;
  const posts = await open();
  const sent: string[] = [];
  const during = async (guildId: string, happen: () => Promise<void>): Promise<void> => {
    making.ready = async () => {
      making.ready = async () => undefined;
      await happen();
    };
    await posts.add({ ...wanted, kind: "share", guildId, channelId: `${guildId}1` });
    const post = await posts.settled(generation.id, { kind: "share", guildId }, SOON_MS);
    sent.push(post?.state ?? "none");
  };
  await during("1", async () => void forbidden.add("11"));
  await during("2", async () => {
    records.set(generation.id, { ...generation, spoiler: true });
  });
  await during("3", async () => {
    records.set(generation.id, { ...generation, deleted: { by: "7", at: 1 } });
    await posts.follow(generation.id, "gone");
  });
  expect(sent).toEqual(["closed", "there", "gone"]);
  expect(bench.everSent).toEqual(["spoiler"]);
});

test("a deletion finds the post of an attempt whose moment is yet to come for a clock set back", async () => {
  const bench = await openPostBench();
  const { generation, records, messages, stores, clock } = bench;
  clock.advance(24 * 60 * 60_000);
  const fuse = { left: Number.POSITIVE_INFINITY };
  const before = await bench.open(fuse);
  bench.making.ready = async () => {
    // The post is the last act.
    fuse.left = 1;
  };
  await before.add(bench.wanted);
  await expect.poll(() => messages.length, { timeout: 10_000, interval: 5 }).toBe(1);
  await before.stop();
  clock.setBack(24 * 60 * 60_000);
  records.set(generation.id, { ...generation, deleted: { by: "7", at: 1 } });
  const posts = await bench.open();
  await posts.follow(generation.id, "gone");
  await posts.begin();
  await expect
    .poll(() => stores.postJobs.get(generation.id), { timeout: 10_000, interval: 5 })
    .toBeUndefined();
  expect(messages).toEqual([]);
});

test("what is given up leaves no files behind", async () => {
  const bench = await openPostBench();
  const { generation, stores, clock, cleared } = bench;
  const posts = await bench.open(undefined, {
    permits: async () => {
      clock.advance(8 * 24 * 60 * 60_000);
      throw new Error("no answer");
    },
  });
  await posts.add(bench.wanted);
  await expect
    .poll(() => stores.postJobs.get(generation.id), { timeout: 10_000, interval: 5 })
    .toBeUndefined();
  await posts.stop();
  expect(cleared).toEqual([generation.id]);
});

test("what became private before it was posted is never posted", async () => {
  const { open, wanted, messages, generation, records } = await openPostBench();
  records.set(generation.id, { ...generation, request: { ...generation.request, private: true } });
  const posts = await open();
  await posts.add(wanted);
  expect((await posts.settled(generation.id, WHICH, SOON_MS))?.state).toBe("gone");
  expect(messages).toEqual([]);
});

test("a change that is written while the one before it ends is followed as well", async () => {
  const { open, stores, wanted, messages, generation } = await openPostBench();
  const { id } = generation;
  const write = gate();
  const end = gate();
  let writes = 0;
  let isEnding = false;
  const posts = await open(undefined, {
    stores: {
      posts: {
        ...stores.posts,
        async update(which, change) {
          if (isEnding) writes += 1;
          // That of the second wish, while the third and the work on it go on.
          if (writes === 1) {
            writes = 2;
            await write.opened;
          }
          return stores.posts.update(which, change);
        },
      },
      postJobs: {
        ...stores.postJobs,
        async delete(which) {
          if (isEnding) {
            end.reach();
            await end.opened;
          }
          await stores.postJobs.delete(which);
        },
      },
    },
  });
  await posts.add(wanted);
  await posts.settled(id, WHICH, SOON_MS);
  await expect.poll(() => stores.postJobs.get(id)).toBeUndefined();
  isEnding = true;
  const opening = posts.follow(id, "open");
  await expect.poll(() => writes).toBe(2);
  await posts.follow(id, "spoiler");
  await end.reached;
  expect(messages.map(({ as }) => as)).toEqual(["spoiler"]);
  write.open();
  await expect.poll(async () => (await posts.of(id)).map(({ wish }) => wish)).toEqual(["open"]);
  end.open();
  await opening;
  await expect.poll(() => messages.map(({ as }) => as)).toEqual(["open"]);
});

/** Holds up whoever waits for it until it is opened. */
function gate() {
  let open = (): void => {};
  let reach = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { opened, reached, open: () => open(), reach: () => reach() };
}

test("Discord out of reach holds a post up, and nothing else of the same result", async () => {
  const bench = await openPostBench();
  const { wanted, messages, generation } = bench;
  const elsewhere = { kind: "share", guildId: "222222222222222299" } as const;
  let isDown = true;
  const posts = await bench.open(undefined, {
    permits: async (_, { kind }) => {
      if (kind === "showcase" && isDown) throw new Error("no answer");
      return true;
    },
  });
  await posts.add(wanted);
  await posts.add({ ...wanted, ...elsewhere, channelId: "800000000000000009" });
  expect((await posts.settled(generation.id, elsewhere, SOON_MS))?.state).toBe("there");
  expect(messages).toHaveLength(1);
  isDown = false;
  expect((await posts.settled(generation.id, WHICH, SOON_MS))?.state).toBe("there");
  expect(messages).toHaveLength(2);
});

test("a guild that is left takes its own posts along, and those of its results elsewhere come down", async () => {
  const { open, wanted, messages, generation, stores, records } = await openPostBench();
  const posts = await open();
  const there = "222222222222222299";
  await posts.add(wanted);
  await posts.add({ ...wanted, kind: "share", guildId: there, channelId: "800000000000000009" });
  await posts.settled(generation.id, WHICH, SOON_MS);
  await posts.settled(generation.id, { kind: "share", guildId: there }, SOON_MS);
  records.delete(generation.id);
  expect(await posts.purge(GUILD, () => true)).toBe(1);
  await expect
    .poll(() => stores.posts.get(generation.id), { timeout: 10_000, interval: 5 })
    .toBeUndefined();
  // In its own channels nobody can take anything down any more.
  expect(messages.map(({ channelId }) => channelId)).toEqual([wanted.channelId]);
});

test("of a guild that is left nothing stays that cannot be read", async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "flipbook-posts-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const bench = await openPostBench(`sqlite://${path.join(dataDir, "flipbook.sqlite")}`);
  const posts = await bench.open();
  await posts.add(bench.wanted);
  await posts.settled(bench.generation.id, WHICH, SOON_MS);
  await posts.stop();
  const broken = `{"guildId":"${GUILD}"`;
  await runSql({ dataDir }, "UPDATE keyv SET value = ? WHERE key LIKE 'posts:%'", broken);
  const left = (): Promise<unknown[]> =>
    runSql({ dataDir }, "SELECT key FROM keyv WHERE value LIKE ?", `%${GUILD}%`);
  expect(await left()).toHaveLength(1);
  expect(await posts.purge(GUILD, () => true)).toBeGreaterThan(0);
  expect(await left()).toEqual([]);
});

test("of a guild that received something only its own part goes", async () => {
  const { open, wanted, generation } = await openPostBench();
  const posts = await open();
  const there = "222222222222222299";
  await posts.add(wanted);
  await posts.add({ ...wanted, kind: "share", guildId: there, channelId: "800000000000000009" });
  await posts.settled(generation.id, WHICH, SOON_MS);
  await posts.settled(generation.id, { kind: "share", guildId: there }, SOON_MS);
  await posts.purge(there, () => true);
  expect((await posts.of(generation.id)).map(({ kind }) => kind)).toEqual(["showcase"]);
});
