import { expect, onTestFinished, test } from "vitest";
import { createShareLimit, SHARES_A_DAY } from "../../../../src/sharing/shares/share-limit.ts";
import { createWrongTries, WRONG_TRIES } from "../../../../src/sharing/shares/wrong-tries.ts";
import { openCollections } from "../../../../src/stores/collections.ts";
import { openStore } from "../../../../src/stores/open-store.ts";

const HOUR_MS = 60 * 60_000;

async function open() {
  const store = await openStore("memory:");
  onTestFinished(() => store.close());
  const clock = { now: 1_000_000_000_000 };
  const limit = createShareLimit(openCollections(store).shareTimes, { now: () => clock.now });
  const take = (generationId: string, guildId = "1", memberId = "2"): Promise<boolean> =>
    limit.take(guildId, memberId, generationId);
  for (let at = 0; at < SHARES_A_DAY; at += 1) expect(await take(`first ${at}`)).toBe(true);
  return { clock, take };
}

test("so many shares pass in a day, and no more", async () => {
  const { take } = await open();
  expect(await take("one more")).toBe(false);
});

test("one that was counted is not counted twice", async () => {
  const { take } = await open();
  expect(await take("first 0")).toBe(true);
});

test("after a day there is room again", async () => {
  const { clock, take } = await open();
  clock.now += 23 * HOUR_MS;
  expect(await take("too soon")).toBe(false);
  clock.now += HOUR_MS;
  expect(await take("next day")).toBe(true);
});

test("a clock that was set back for long locks nobody out", async () => {
  const { clock, take } = await open();
  clock.now -= 30 * 24 * HOUR_MS;
  expect(await take("earlier")).toBe(true);
});

test("each server and each member has a count of its own", async () => {
  const { take } = await open();
  expect(await take("one more", "1", "3")).toBe(true);
  expect(await take("one more", "4", "2")).toBe(true);
});

test("whoever tries codes that open nothing waits, alone and not for ever", () => {
  const clock = { now: 0 };
  const tries = createWrongTries({ now: () => clock.now });
  for (let at = 0; at < WRONG_TRIES; at += 1) {
    expect(tries.isTooMany("1")).toBe(false);
    tries.add("1");
  }
  expect(tries.isTooMany("1")).toBe(true);
  expect(tries.isTooMany("2")).toBe(false);
  clock.now += 10 * 60_000;
  expect(tries.isTooMany("1")).toBe(false);
});
