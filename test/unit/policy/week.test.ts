import { expect, test } from "vitest";
import { lastWeekEnd } from "../../../src/policy/week.ts";

const iso = (at: number): string => new Date(at).toISOString();

test("a week ends on Monday at nine, as the clocks on the walls show it", () => {
  const before = lastWeekEnd(Date.UTC(2026, 10, 23, 8, 59), "UTC");
  expect([before.monday, iso(before.at)]).toEqual(["2026-11-16", "2026-11-16T09:00:00.000Z"]);
  const at = lastWeekEnd(Date.UTC(2026, 10, 23, 9), "UTC");
  expect([at.monday, iso(at.from)]).toEqual(["2026-11-23", "2026-11-16T09:00:00.000Z"]);
});

test("where the clocks change, a week is an hour longer or shorter", () => {
  // On Sunday, 25 October 2026, the clocks of Berlin went back.
  const { monday, at, from } = lastWeekEnd(Date.UTC(2026, 9, 26, 12), "Europe/Berlin");
  expect(monday).toBe("2026-10-26");
  expect((at - from) / 3_600_000).toBe(169);
});

test("it is Monday in Tokyo before it is in London", () => {
  const now = Date.UTC(2026, 10, 23, 1);
  expect(lastWeekEnd(now, "Asia/Tokyo").monday).toBe("2026-11-23");
  expect(lastWeekEnd(now, "Europe/London").monday).toBe("2026-11-16");
});
