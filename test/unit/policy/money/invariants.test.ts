import {
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../src/generation/errors.ts";
import type { Generation } from "../../../../src/generation/generation.ts";
import { dayOf, monthOf } from "../../../../src/policy/money/days.ts";
import { sampleRequest } from "../../../support/sample-generation.ts";
import { NOON, openTill, recordOf, settingsWith, settled, type Till } from "./support.ts";

const GUILDS = ["200000000000000001", "200000000000000002"] as const;
const MEMBERS = ["400000000000000001", "400000000000000002"] as const;
const ZONES = { [GUILDS[0]]: "Asia/Kathmandu", [GUILDS[1]]: "America/New_York" } as const;
const DAY_BUDGET = 1_000_000;
const MONTH_BUDGET = 2_500_000;
const BOT_DAY = 1_500_000;
const BOT_MONTH = 4_000_000;
const HOUR_MS = 3_600_000;

const settingsOf = (guildId: (typeof GUILDS)[number]) =>
  settingsWith({
    budget: { dayMicroUsd: DAY_BUDGET, monthMicroUsd: MONTH_BUDGET },
    timeZone: ZONES[guildId],
  });

/** What may happen; a number picks one of the unfinished. */
const step = oneof(
  {
    weight: 5,
    arbitrary: record({
      do: constant("start" as const),
      guildId: constantFrom(...GUILDS),
      memberId: constantFrom(...MEMBERS),
      microUsd: integer({ min: 1, max: 400_000 }),
      ownKey: boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      do: constant("settle" as const),
      pick: nat(),
      /** Of the upper bound, in percent: at most all of it. */
      percent: integer({ min: 0, max: 100 }),
      isBooked: boolean(),
    }),
  },
  { weight: 1, arbitrary: record({ do: constant("fail" as const), pick: nat() }) },
  { weight: 2, arbitrary: record({ do: constant("finish" as const), pick: nat() }) },
  { weight: 1, arbitrary: record({ do: constant("bookAgain" as const), pick: nat() }) },
  { weight: 1, arbitrary: record({ do: constant("restart" as const) }) },
  {
    weight: 2,
    arbitrary: record({ do: constant("wait" as const), hours: integer({ min: 1, max: 60 }) }),
  },
);
type Step = typeof step extends { generate(...given: never[]): { value: infer S } } ? S : never;

/** A bot that keeps its records and goes through the steps; what it knows is the truth. */
class Bot {
  readonly unfinished = new Map<string, Generation>();
  readonly ended: Generation[] = [];
  refused = 0;
  #count = 0;
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  async take(step: Step): Promise<void> {
    const ledger = this.#till.ledger();
    switch (step.do) {
      case "start":
        return this.#start(step);
      case "settle": {
        const found = this.#pick(step.pick, ({ cost }) => cost === null);
        if (found === undefined) return;
        const microUsd = Math.floor((found.boundMicroUsd * step.percent) / 100);
        const after = this.#keep(settled(found, microUsd));
        if (step.isBooked) await ledger.book(after);
        return;
      }
      case "fail": {
        const found = this.#pick(step.pick, ({ cost }) => cost === null);
        if (found !== undefined) this.#end({ ...found, state: "failed", reservedMicroUsd: 0 });
        return;
      }
      case "finish": {
        const found = this.#pick(step.pick, ({ cost }) => cost !== null);
        if (found === undefined) return;
        const done = this.#keep({ ...found, state: "done" });
        await ledger.book(done);
        this.#end(done);
        return;
      }
      case "bookAgain": {
        const found = this.#pick(step.pick, ({ cost }) => cost !== null);
        if (found !== undefined) await Promise.all([ledger.book(found), ledger.book(found)]);
        return;
      }
      case "restart":
        return this.#till.restart([...this.unfinished.values()]);
      case "wait":
        this.#till.clock.set(this.#till.clock.now() + step.hours * HOUR_MS);
    }
  }

  /** What all that it knows adds up to, in micro-USD; `of` chooses. */
  sum(what: "spent" | "reserved", of: (generation: Generation) => boolean): number {
    return [...this.unfinished.values(), ...this.ended]
      .filter(of)
      .reduce((sum, { cost, reservedMicroUsd }) => {
        return sum + (what === "spent" ? (cost?.microUsd ?? 0) : reservedMicroUsd);
      }, 0);
  }

  #start({ guildId, memberId, microUsd, ownKey }: Extract<Step, { do: "start" }>): void {
    this.#count += 1;
    const id = String(900_000_000_000_000_000n + BigInt(this.#count));
    const keyId = ownKey ? "own" : null;
    try {
      const held = this.#till.hold(
        { generationId: id, guildId, memberId, keyId, microUsd },
        settingsOf(guildId),
      );
      this.#keep(recordOf(held, { id, guildId, memberId, keyId, request: sampleRequest }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.refused += 1;
    }
  }

  #pick(index: number, fits: (generation: Generation) => boolean): Generation | undefined {
    const fitting = [...this.unfinished.values()].filter(fits);
    return fitting[index % Math.max(1, fitting.length)];
  }

  #keep(generation: Generation): Generation {
    this.unfinished.set(generation.id, generation);
    this.#till.ledger().follow(generation);
    return generation;
  }

  #end(generation: Generation): void {
    this.#keep(generation);
    this.unfinished.delete(generation.id);
    this.ended.push(generation);
  }
}

/** The ledger's sums against those of the bot's own records, and against every budget. */
function expectRight(till: Till, bot: Bot): void {
  const now = till.clock.now();
  const { sums } = till.ledger();
  for (const guildId of GUILDS) {
    const timeZone = ZONES[guildId];
    for (const [name, period] of [
      ["day", dayOf(now, timeZone)],
      ["month", monthOf(now, timeZone)],
    ] as const) {
      const own = (g: Generation): boolean =>
        g.guildId === guildId && g.admittedAt >= period.from && g.admittedAt < period.until;
      const totals = sums.guild(guildId, timeZone, now)[name];
      expect(totals.spentMicroUsd).toBe(bot.sum("spent", own));
      expect(totals.reservedMicroUsd).toBe(bot.sum("reserved", own));
      const budget = name === "day" ? DAY_BUDGET : MONTH_BUDGET;
      expect(totals.spentMicroUsd + totals.reservedMicroUsd).toBeLessThanOrEqual(budget);
    }
    for (const memberId of MEMBERS) {
      const { from, until } = dayOf(now, timeZone);
      const own = (g: Generation): boolean => g.guildId === guildId && g.memberId === memberId;
      const { day, atOnce } = sums.member(guildId, memberId, timeZone, now);
      const today = (g: Generation): boolean =>
        own(g) && g.admittedAt >= from && g.admittedAt < until;
      expect(day.spentMicroUsd).toBe(bot.sum("spent", today));
      const open = [...bot.unfinished.values()].filter((g) => own(g) && g.cost === null);
      expect(atOnce).toBe(open.length);
    }
  }
  const operator = sums.operator(now);
  const month = monthOf(now, "UTC");
  const onTheirs = (g: Generation): boolean =>
    g.keyId === null && g.admittedAt >= month.from && g.admittedAt < month.until;
  expect(operator.month.spentMicroUsd).toBe(bot.sum("spent", onTheirs));
  expect(operator.month.reservedMicroUsd).toBe(bot.sum("reserved", onTheirs));
  expect(operator.day.spentMicroUsd + operator.day.reservedMicroUsd).toBeLessThanOrEqual(BOT_DAY);
  expect(operator.month.spentMicroUsd + operator.month.reservedMicroUsd).toBeLessThanOrEqual(
    BOT_MONTH,
  );
}

/** Each booked once, at its cost: the documents hold exactly what the ended ones cost. */
async function expectDocuments(till: Till, bot: Bot): Promise<void> {
  const booked = new Map<string, number>();
  for (const id of await till.spending.ids()) {
    for (const [generationId, { microUsd }] of Object.entries(
      (await till.spending.get(id)) ?? {},
    )) {
      expect(booked.has(generationId)).toBe(false);
      booked.set(generationId, microUsd);
    }
  }
  const costs = bot.ended.flatMap(({ id, cost }) => (cost === null ? [] : [[id, cost.microUsd]]));
  expect(Object.fromEntries(booked)).toEqual(Object.fromEntries(costs));
}

async function live(kind: "memory" | "sqlite", steps: readonly Step[]): Promise<void> {
  const till = await openTill(kind, {
    dayMicroUsd: BOT_DAY,
    monthMicroUsd: BOT_MONTH,
    guildDayMicroUsd: undefined,
  });
  try {
    const bot = new Bot(till);
    for (const step of steps) {
      await bot.take(step);
      expectRight(till, bot);
    }
    // Everything comes to its end, half of it after one more restart.
    for (let left = bot.unfinished.size; left > 0; left -= 1) {
      await bot.take({ do: "settle", pick: 0, percent: 50, isBooked: left % 2 === 0 });
    }
    await bot.take({ do: "restart" });
    while (bot.unfinished.size > 0) await bot.take({ do: "finish", pick: 0 });
    expectRight(till, bot);
    expect(bot.sum("reserved", () => true)).toBe(0);
    expect(till.ledger().sums.operator(till.clock.now()).month.reservedMicroUsd).toBe(0);
    await expectDocuments(till, bot);
    await bot.take({ do: "restart" });
    expectRight(till, bot);
  } finally {
    await till.close();
  }
}

describe("whatever is started, settled, booked, failed and restarted,", () => {
  test("the sums are right, no budget is passed and nothing stays reserved", async () => {
    await assert(
      asyncProperty(array(step, { maxLength: 60 }), (steps) => live("memory", steps)),
      { numRuns: 150 },
    );
  });

  test("it is so on SQLite", async () => {
    await assert(
      asyncProperty(array(step, { minLength: 10, maxLength: 25 }), (steps) =>
        live("sqlite", steps),
      ),
      { numRuns: 6 },
    );
  });
});

describe("a thousand requests at once", () => {
  test("never pass a budget by a cent, and all that is held is spent or given back", async () => {
    const till = await openTill("sqlite");
    try {
      const budget = 33_333_333;
      const settings = settingsWith({ budget: { dayMicroUsd: budget, monthMicroUsd: null } });
      const cost = 99_450;
      const outcomes = await Promise.allSettled(
        Array.from({ length: 1000 }, async (_, index) => {
          const id = String(900_000_000_000_000_000n + BigInt(index));
          const memberId = MEMBERS[index % 2] ?? "";
          // As admission does it: others run before and after, never between check and hold.
          await Promise.resolve();
          const held = till.hold({ generationId: id, memberId, microUsd: cost }, settings);
          const generation = recordOf(held, { id, memberId });
          if (index % 7 === 0) {
            till.ledger().follow({ ...generation, state: "failed", reservedMicroUsd: 0 });
            return 0;
          }
          const after = settled(generation, cost);
          till.ledger().follow(after);
          await till.ledger().book(after);
          return cost;
        }),
      );
      const spent = outcomes.reduce(
        (sum, outcome) => sum + (outcome.status === "fulfilled" ? outcome.value : 0),
        0,
      );
      const refused = outcomes.filter(({ status }) => status === "rejected").length;
      const { day } = till.ledger().sums.guild("222222222222222222", "UTC", NOON);
      expect(day).toMatchObject({ spentMicroUsd: spent, reservedMicroUsd: 0 });
      expect(refused).toBeGreaterThan(600);
      expect(spent).toBeLessThanOrEqual(budget);
      expect(spent + cost).toBeGreaterThan(budget);
    } finally {
      await till.close();
    }
  });
});
