import { expect, onTestFinished, test } from "vitest";
import type { Clock } from "../../../../src/generation/ports.ts";
import { lastWeekEnd } from "../../../../src/policy/week.ts";
import { createShowcaseRecords } from "../../../../src/sharing/showcase/records.ts";
import { createWeekly, type WeeklyPost } from "../../../../src/sharing/showcase/weekly.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";
import { SILENT } from "../posts/post-bench.ts";

const GUILD = "222222222222222222";
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** A Sunday evening. */
const SUNDAY = Date.UTC(2026, 10, 22, 20);

async function openBench() {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  const { showcases } = openCollections(store);
  const posted: string[] = [];
  const attempts: WeeklyPost[] = [];
  const bench = {
    now: SUNDAY,
    best: ["1", "2"],
    isDown: false,
    isClosed: false,
    weekly: true,
    posted,
    attempts,
    records: createShowcaseRecords(showcases, SILENT),
    look,
  };

  /** What a bot does that begins now, and stops. */
  async function look(): Promise<void> {
    const clock: Clock = { now: () => bench.now, after: () => () => {} };
    const weekly = open(clock);
    weekly.begin();
    await weekly.stop();
  }

  const open = (clock: Clock) =>
    createWeekly({
      records: bench.records,
      settingsOf: () => ({
        channelId: "800000000000000001",
        threshold: 3,
        weekly: bench.weekly,
        timeZone: "UTC",
      }),
      guildIds: () => [GUILD],
      weekEnd: lastWeekEnd,
      best: async () => bench.best,
      async post(post) {
        attempts.push(post);
        if (bench.isDown) throw new Error("no answer");
        if (bench.isClosed) return "closed";
        posted.push(post.monday);
        return { messageId: String(posted.length) };
      },
      clock,
      log: SILENT,
    });
  // Switched on.
  await look();
  return bench;
}

test("the best of a week are posted once, after its end", async () => {
  const bench = await openBench();
  expect(bench.posted).toEqual([]);
  bench.now += 12 * HOUR_MS;
  await bench.look();
  expect(bench.posted).toEqual([]);
  bench.now += 2 * HOUR_MS;
  for (let times = 0; times < 3; times += 1) await bench.look();
  expect(bench.posted).toEqual(["2026-11-23"]);
  bench.now += 7 * DAY_MS;
  await bench.look();
  expect(bench.posted).toEqual(["2026-11-23", "2026-11-30"]);
});

test("nothing is posted of a week without favourites, or long after its end", async () => {
  const bench = await openBench();
  bench.best = [];
  bench.now += 14 * HOUR_MS;
  await bench.look();
  bench.best = ["1"];
  await bench.look();
  // A bot that was away from Monday to Thursday.
  bench.now += 10 * DAY_MS;
  await bench.look();
  expect(bench.attempts).toEqual([]);
  bench.now += 4 * DAY_MS + HOUR_MS;
  await bench.look();
  expect(bench.posted).toEqual(["2026-12-07"]);
});

test("a clock that jumps back over the end of a week posts nothing twice", async () => {
  const bench = await openBench();
  bench.now += 14 * HOUR_MS;
  await bench.look();
  bench.now -= 3 * HOUR_MS;
  await bench.look();
  bench.now += 3 * HOUR_MS;
  await bench.look();
  expect(bench.posted).toEqual(["2026-11-23"]);
});

test("a clock that ran a year ahead does not silence the weeks after it", async () => {
  const bench = await openBench();
  bench.now += 365 * DAY_MS + 14 * HOUR_MS;
  await bench.look();
  bench.now -= 365 * DAY_MS;
  await bench.look();
  bench.now += 7 * DAY_MS;
  await bench.look();
  expect(bench.posted.at(-1)).toBe("2026-11-30");
});

test("a post without an answer is tried again with the moment of the first attempt", async () => {
  const bench = await openBench();
  bench.now += 14 * HOUR_MS;
  bench.isDown = true;
  await bench.look();
  const firstAt = bench.now;
  bench.now += HOUR_MS;
  bench.isDown = false;
  await bench.look();
  await bench.look();
  expect(bench.attempts.map(({ attemptedAt }) => attemptedAt)).toEqual([null, firstAt]);
  expect(bench.posted).toEqual(["2026-11-23"]);
});

test("a closed showcase has no post of that week, and one of the next", async () => {
  const bench = await openBench();
  bench.now += 14 * HOUR_MS;
  bench.isClosed = true;
  await bench.look();
  bench.isClosed = false;
  await bench.look();
  expect(bench.posted).toEqual([]);
  bench.now += 7 * DAY_MS;
  await bench.look();
  expect(bench.posted).toEqual(["2026-11-30"]);
});
