import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import {
  DEFAULT_PACE,
  mayComeAlong,
  nextLookAt,
  type Watched,
} from "../../../src/providers/runware/poll-schedule.ts";

const START = 1_800_000_000_000;

/** Milliseconds after the start at which a task is looked for, if it never becomes ready. */
function looks(expectedInS: number, untilS: number, everyMs: number | null = null): number[] {
  const task: Watched = {
    watchedAt: START,
    expectedAt: START + expectedInS * 1000,
    askedAt: null,
    everyMs,
  };
  const times: number[] = [];
  for (;;) {
    const last = task.askedAt ?? START;
    const at = nextLookAt(task, last);
    if (at > START + untilS * 1000) return times;
    times.push(at - START);
    // Two looks cannot fall on the same moment, except the very first one at the start.
    task.askedAt = Math.max(at, task.askedAt === null ? at : task.askedAt + 1);
  }
}

const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((time, index) => time - (times[index] ?? 0));

describe("a task expected in a minute", () => {
  test("is looked for a few times before half of that, first after two seconds", () => {
    expect(looks(60, 30)).toEqual([2_000, 4_000, 8_000, 16_000, 28_000]);
  });

  test("is looked for less than once a second around its time, and hardly less often", () => {
    const near = looks(60, 70).filter((time) => time >= 46_000);
    expect(Math.max(...gaps(near))).toBeLessThan(1_000);
    expect(Math.min(...gaps(near))).toBeGreaterThan(700);
  });

  test("is looked for more and more seldom once it is late, every ten seconds at last", () => {
    const late = gaps(looks(60, 900).filter((time) => time > 60_000));
    expect(late).toEqual(late.toSorted((a, b) => a - b));
    expect(late.at(-1)).toBe(10_000);
  });
});

describe("a task", () => {
  test("whose time is over when the watching begins is looked for at once", () => {
    expect(looks(-5, 0)).toEqual([0]);
  });

  test("with a rhythm of its own keeps it, from the first moment on", () => {
    expect(looks(60, 180, 60_000)).toEqual([0, 60_000, 120_000, 180_000]);
  });

  test("is looked for at once after the clock was set back", () => {
    const task = {
      watchedAt: START,
      expectedAt: START + 60_000,
      askedAt: START + 30_000,
      everyMs: null,
    };
    const hourBefore = START - 3_600_000;
    expect(nextLookAt(task, hourBefore)).toBe(hourBefore);
  });

  test("is never left alone for longer than a quarter of a minute", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (expectedInS) => {
        expect(Math.max(...gaps([0, ...looks(expectedInS, 1_200)]))).toBeLessThanOrEqual(12_000);
      }),
      { numRuns: 50 },
    );
  });

  test("comes along with others from half of its time on, unless it has its own rhythm", () => {
    const task = { watchedAt: START, expectedAt: START + 60_000, askedAt: null, everyMs: null };
    expect(mayComeAlong(task, START + 29_000)).toBe(false);
    expect(mayComeAlong(task, START + 30_000)).toBe(true);
    expect(mayComeAlong({ ...task, everyMs: 60_000 }, START + 90_000)).toBe(false);
  });
});

test("the pace near the end stays within a request a second once the silence before is counted", () => {
  const requests = looks(60, 75).length;
  expect(requests).toBeLessThan(75);
  expect(DEFAULT_PACE.nearMs).toBeLessThan(1_000);
});
