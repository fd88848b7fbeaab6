import { describe, expect, onTestFinished, test } from "vitest";
import { dayOf } from "../../../../src/policy/money/days.ts";
import { openLedger } from "../../../../src/policy/money/ledger.ts";
import type { SpendingStore } from "../../../../src/policy/money/spending.ts";
import { createTally } from "../../../../src/policy/money/tally.ts";
import { sampleGeneration } from "../../../support/sample-generation.ts";
import {
  GUILD,
  MEMBER,
  NOON,
  openTill,
  recordOf,
  settingsWith,
  settled,
  type Till,
} from "./support.ts";

const DAY_MS = 86_400_000;

async function till(kind: "memory" | "sqlite" = "memory"): Promise<Till> {
  const opened = await openTill(kind);
  onTestFinished(() => opened.close());
  return opened;
}

const today = ({ ledger, clock }: Till) => ledger().sums.guild(GUILD, "UTC", clock.now()).day;

describe("a booking", () => {
  test("says whose it was, when, on which key and what it cost beyond what was held", async () => {
    const own = await till();
    const held = own.hold({ microUsd: 100_000, keyId: "own" });
    const after = settled(recordOf(held, { keyId: "own" }), 130_000);
    own.ledger().follow(after);
    await own.ledger().book(after);
    expect(await own.spending.get(`${GUILD}:2026-05-14`)).toEqual({
      [after.id]: {
        memberId: MEMBER,
        microUsd: 130_000,
        videos: 1,
        admittedAt: NOON,
        keyId: "own",
        estimated: false,
        overrunMicroUsd: 30_000,
      },
    });
  });

  test("is right without the record having been followed", async () => {
    const own = await till();
    await own.ledger().book(settled(recordOf(own.hold({ microUsd: 100 })), 70));
    expect(today(own)).toEqual({ spentMicroUsd: 70, reservedMicroUsd: 0, videos: 1 });
  });

  test("of a cost that came after the bot had given up counts all of it as an overrun", async () => {
    const own = await till();
    const record = recordOf(own.hold({ microUsd: 100_000 }));
    const failure = { kind: "deadline", referenceId: "r", detail: null } as const;
    const expired = { ...record, state: "expired", failure, reservedMicroUsd: 0 } as const;
    own.ledger().follow(expired);
    await own.ledger().book(expired);
    expect(today(own)).toEqual({ spentMicroUsd: 0, reservedMicroUsd: 0, videos: 0 });

    own.clock.set(NOON + 2 * DAY_MS);
    await own.ledger().book({ ...expired, cost: { microUsd: 60_000, estimated: true } });
    const { month } = own.ledger().sums.guild(GUILD, "UTC", own.clock.now());
    expect(month.spentMicroUsd).toBe(60_000);
    expect(await own.spending.get(`${GUILD}:2026-05-14`)).toMatchObject({
      [record.id]: { microUsd: 60_000, estimated: true, overrunMicroUsd: 60_000 },
    });
  });

  test("of such a late cost counts for the guild and the operator, and not against its member, also after a restart", async () => {
    const own = await till();
    const record = recordOf(own.hold({ microUsd: 100_000 }));
    const failure = { kind: "unknownCharge", referenceId: "r", detail: null } as const;
    const failed = { ...record, state: "failed", failure, reservedMicroUsd: 0 } as const;
    own.ledger().follow(failed);
    await own.ledger().book({ ...failed, cost: { microUsd: 60_000, estimated: false } });
    for (const start of [() => Promise.resolve(), () => own.restart()]) {
      await start();
      const { sums } = own.ledger();
      expect(today(own)).toMatchObject({ spentMicroUsd: 60_000, videos: 1 });
      expect(sums.operator(NOON).day.spentMicroUsd).toBe(60_000);
      expect(sums.member(GUILD, MEMBER, "UTC", NOON)).toEqual({
        day: { spentMicroUsd: 0, reservedMicroUsd: 0, videos: 0 },
        atOnce: 0,
      });
    }
  });

  test("that is corrected replaces the first, in the document and in the sums", async () => {
    const own = await till();
    const first = settled(recordOf(own.hold({ microUsd: 100 })), 80);
    await own.ledger().book(first);
    await own.ledger().book({ ...first, cost: { microUsd: 90, estimated: false } });
    expect(today(own).spentMicroUsd).toBe(90);
  });

  test("is counted once where the store took it and then failed to say so", async () => {
    const { spending, clock } = await till();
    let lies = 1;
    const store: SpendingStore = {
      ids: () => spending.ids(),
      get: (id) => spending.get(id),
      getMany: (ids) => spending.getMany(ids),
      async update(id, change) {
        const updated = await spending.update(id, change);
        if (lies-- > 0) throw new Error("the connection broke");
        return updated;
      },
    };
    const ledger = await openLedger(store, { clock, log: { error() {} } });
    const record = sampleGeneration({ admittedAt: NOON, day: "2026-05-14" });
    ledger.follow(record);
    const after = settled(record, 70);
    ledger.follow(after);
    const spent = (): number => ledger.sums.guild(GUILD, "UTC", NOON).day.spentMicroUsd;
    await expect(ledger.book(after)).rejects.toThrow("the connection broke");
    expect(spent()).toBe(70);
    await Promise.all([ledger.book(after), ledger.book(after)]);
    expect(spent()).toBe(70);
  });
});

describe("what is held", () => {
  test("outlives a token that is renewed while the member's yes is written down", async () => {
    const own = await till();
    const held = own.hold({ microUsd: 100 });
    own.ledger().follow(recordOf(held, { state: "held", reservedMicroUsd: 0 }));
    expect(today(own).reservedMicroUsd).toBe(100);
  });

  test("is held once for an event that Discord sent twice, though the budget is used up by it", async () => {
    const own = await till();
    const settings = settingsWith({ budget: { dayMicroUsd: 100, monthMicroUsd: null } });
    const first = own.hold({ microUsd: 100 }, settings);
    expect(own.hold({ microUsd: 100 }, settings)).toEqual(first);
    expect(today(own).reservedMicroUsd).toBe(100);
  });

  test("is not given back once it is spent", async () => {
    const own = await till();
    const after = settled(recordOf(own.hold({ microUsd: 100 })), 70);
    own.ledger().follow(after);
    own.ledger().release(after.id);
    expect(today(own).spentMicroUsd).toBe(70);
  });

  test("is given back where the record could not be written", async () => {
    const own = await till();
    own.hold({ microUsd: 100 });
    own.ledger().release("111111111111111111");
    expect(today(own)).toEqual({ spentMicroUsd: 0, reservedMicroUsd: 0, videos: 0 });
  });

  test("over midnight is a matter of the day it was admitted on, yet of one member's requests at once", async () => {
    const own = await till();
    own.hold({ microUsd: 100 });
    own.clock.set(NOON + DAY_MS);
    expect(today(own).reservedMicroUsd).toBe(0);
    const member = own.ledger().sums.member(GUILD, MEMBER, "UTC", own.clock.now());
    expect(member).toMatchObject({ day: { reservedMicroUsd: 0 }, atOnce: 1 });
  });
});

describe("a start", () => {
  test("reads the documents of this month's days and none of the years before", async () => {
    const own = await till("sqlite");
    const booking = {
      memberId: MEMBER,
      microUsd: 1,
      videos: 1,
      keyId: null,
      estimated: false,
      overrunMicroUsd: 0,
    };
    for (let age = 0; age < 400; age += 10) {
      const admittedAt = NOON - age * DAY_MS;
      const id = `${GUILD}:${dayOf(admittedAt, "UTC").name}`;
      await own.spending.set(id, { [String(1000 + age)]: { ...booking, admittedAt } });
    }
    const read: string[] = [];
    const store: SpendingStore = {
      ids: () => own.spending.ids(),
      get: (id) => own.spending.get(id),
      update: (id, change) => own.spending.update(id, change),
      getMany(ids) {
        read.push(...ids);
        return own.spending.getMany(ids);
      },
    };
    const ledger = await openLedger(store, { clock: own.clock, log: { error() {} } });
    expect(read.toSorted()).toEqual(
      [NOON - 30 * DAY_MS, NOON - 20 * DAY_MS, NOON - 10 * DAY_MS, NOON].map(
        (at) => `${GUILD}:${dayOf(at, "UTC").name}`,
      ),
    );
    expect(ledger.sums.guild(GUILD, "UTC", NOON).month.spentMicroUsd).toBe(2);
  });
});

describe("an unreadable document", () => {
  async function broken(): Promise<Till> {
    const own = await till();
    await own.ledger().book(settled(recordOf(own.hold()), 70));
    // As a damaged page leaves it: a record that is not of the schema.
    await own.damage(`${GUILD}:2026-05-14`);
    return own;
  }

  test("refuses its guild for the month, tells the operator, and leaves other guilds alone", async () => {
    const own = await broken();
    await own.restart();
    expect(own.errors).toMatchObject([{ guildId: GUILD, day: "2026-05-14" }]);
    expect(own.refusal()).toMatchInlineSnapshot(
      `"What this server has spent this month cannot be read, so nothing new is made here. Nothing was spent. The bot's operator finds the reason in the log."`,
    );
    expect(() => own.hold({ guildId: "5" })).not.toThrow();
    own.clock.set(NOON + 31 * DAY_MS);
    expect(() => own.hold()).not.toThrow();
  });

  test("never stops a booking, keeps its bytes, and the next start counts both bookings beside it once", async () => {
    const own = await broken();
    const bytes = await own.bytes(`${GUILD}:2026-05-14`);
    const id = "111111111111111112";
    const after = settled(
      recordOf({ day: "2026-05-14", admittedAt: NOON, boundMicroUsd: 90 }, { id }),
      50,
    );
    await own.ledger().book(after);
    expect(own.refusal()).toMatch(/cannot be read/);
    await own.restart();
    await own.ledger().book(after);
    expect(today(own).spentMicroUsd).toBe(50);
    expect(await own.bytes(`${GUILD}:2026-05-14`)).toBe(bytes);
  });
});

describe("a clock that is wrong for a while", () => {
  const allowance = {
    everyone: { videosPerDay: 1, microUsdPerDay: null, atOnce: null },
    roles: {},
  };
  const settings = settingsWith({ budget: { dayMicroUsd: 100, monthMicroUsd: null }, allowance });

  test.each([
    ["a year ahead", 365],
    ["a year behind", -365],
  ])("%s, and put right again, leaves every limit as it was", async (_, days) => {
    const own = await till();
    const book = async (generationId: string): Promise<void> => {
      const record = recordOf(own.hold({ generationId, microUsd: 100 }, settings), {
        id: generationId,
      });
      own.ledger().follow(record);
      await own.ledger().book(settled(record, 100));
    };
    await book("111111111111111121");
    own.clock.set(NOON + days * DAY_MS);
    await book("111111111111111122");
    own.clock.set(NOON + 1000);
    expect(today(own)).toMatchObject({ spentMicroUsd: 100, videos: 1 });
    expect(() => own.hold({ generationId: "111111111111111123" }, settings)).toThrow(/Nothing was/);
    const ofMember = own.ledger().sums.member(GUILD, MEMBER, "UTC", own.clock.now());
    expect(ofMember.day.videos).toBe(1);
  });
});

describe("memory", () => {
  test("of sums does not grow with the traffic, only with guilds and members of today", () => {
    const tally = createTally();
    const share = { spentMicroUsd: 1, reservedMicroUsd: 0, videos: 1, keyId: null, isOpen: false };
    for (let day = 0; day < 200; day += 1) {
      const now = NOON + day * DAY_MS;
      for (let member = 0; member < 20; member += 1) {
        tally.add({ ...share, guildId: GUILD, memberId: `${day}/${member}`, admittedAt: now });
      }
      tally.prune(now);
    }
    // A slot a day: for the operator and the guild of 35 days, for each member of 4 days one.
    expect(tally.size()).toBe(3 * 35 + 4 * 20);
  });
});
