import { assert, double, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "../../../src/generation/backoff.ts";

const limits = { baseMs: 1000, capMs: 60_000 };

test("doubles from half of the base on, when chance gives nothing", () => {
  expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, limits, () => 0))).toEqual([
    500, 1000, 2000, 4000,
  ]);
});

test("never waits longer than the cap, and never less than half of what the attempt asks for", () => {
  const chance = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  assert(
    property(integer({ min: 1, max: 2000 }), chance, (attempt, random) => {
      const waitMs = backoffMs(attempt, limits, () => random);
      expect(waitMs).toBeLessThanOrEqual(limits.capMs);
      expect(waitMs).toBeGreaterThanOrEqual(Math.min(30_000, 500 * 2 ** (attempt - 1)));
    }),
  );
});
