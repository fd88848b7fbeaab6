import { array, assert, asyncProperty } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Generation } from "../../../../src/generation/generation.ts";
import { dayOf, monthOf } from "../../../../src/policy/money/days.ts";
import {
  Bot,
  BOT_DAY,
  BOT_MONTH,
  DAY_BUDGET,
  GUILDS,
  MEMBERS,
  MONTH_BUDGET,
  step,
  ZONES,
  type Step,
} from "./bot.ts";
import { GUILD, NOON, openTill, recordOf, settingsWith, settled, type Till } from "./support.ts";

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
      const { day } = till.ledger().sums.guild(GUILD, "UTC", NOON);
      expect(day).toMatchObject({ spentMicroUsd: spent, reservedMicroUsd: 0 });
      expect(refused).toBeGreaterThan(600);
      expect(spent).toBeLessThanOrEqual(budget);
      expect(spent + cost).toBeGreaterThan(budget);
    } finally {
      await till.close();
    }
  });
});
