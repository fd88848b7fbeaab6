import { expect, test } from "vitest";
import { purgeDueAt } from "../../../../src/policy/departures/due.ts";

const due = (left: string): string => new Date(purgeDueAt(Date.parse(left))).toISOString();

test("data goes 30 days after a guild was left", () => {
  expect(due("2026-02-10T12:34:56.000Z")).toBe("2026-03-12T12:34:56.000Z");
  expect(due("2026-12-31T23:59:59.000Z")).toBe("2027-01-30T23:59:59.000Z");
});

test("but not within the month it was left in, whose spending the operator's budget still counts", () => {
  expect(due("2026-01-01T00:00:00.000Z")).toBe("2026-02-01T00:00:00.000Z");
  expect(due("2026-01-01T23:00:00.000Z")).toBe("2026-02-01T00:00:00.000Z");
  expect(due("2026-01-02T00:00:00.000Z")).toBe("2026-02-01T00:00:00.000Z");
});
