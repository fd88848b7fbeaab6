import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, isTimeZone, lastDays, monthOf } from "../../../../src/policy/money/days.ts";

const HOUR_MS = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

describe("a guild's day", () => {
  test("begins and ends at its own midnight", () => {
    const day = dayOf(Date.UTC(2026, 0, 1, 20), "Asia/Tokyo");
    expect(day.name).toBe("2026-01-02");
    expect([iso(day.from), iso(day.until)]).toEqual([
      "2026-01-01T15:00:00.000Z",
      "2026-01-02T15:00:00.000Z",
    ]);
  });

  test.each([
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["Asia/Kathmandu", "2026-10-04", 24],
  ])("lasts in %s on %s for %d hours", (timeZone, name, hours) => {
    const [year = 0, month = 0, date = 0] = name.split("-").map(Number);
    const day = dayOf(Date.UTC(year, month - 1, date, 3), timeZone);
    expect(day.name).toBe(name);
    expect((day.until - day.from) / HOUR_MS).toBe(hours);
  });

  test("begins at one o'clock where midnight is skipped", () => {
    const { from } = dayOf(Date.UTC(2024, 3, 26, 12), "Africa/Cairo");
    expect(iso(from)).toBe("2024-04-25T22:00:00.000Z");
  });

  test("holds the moment it is asked for, meets the next, and begins at a quarter of an hour", () => {
    assert(
      property(
        integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
        constantFrom(...Intl.supportedValuesOf("timeZone")),
        (at, timeZone) => {
          for (const of of [dayOf, monthOf]) {
            const period = of(at, timeZone);
            expect(period.from).toBeLessThanOrEqual(at);
            expect(period.until).toBeGreaterThan(at);
            expect(of(period.until, timeZone).from).toBe(period.until);
            expect(of(period.until - 1, timeZone)).toEqual(period);
            expect(period.from % (HOUR_MS / 4)).toBe(0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a guild's month", () => {
  test("is named and ends with its last day", () => {
    const month = monthOf(Date.UTC(2026, 11, 31, 23), "America/New_York");
    expect(month.name).toBe("2026-12");
    expect(iso(month.until)).toBe("2027-01-01T05:00:00.000Z");
  });
});

describe("the last days", () => {
  test("end with today and follow each other without a gap", () => {
    const days = lastDays(Date.UTC(2026, 2, 30, 12), "Europe/Berlin", 3);
    expect(days.map(({ name }) => name)).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
    expect(days.slice(1).map(({ from }) => from)).toEqual(
      days.slice(0, -1).map(({ until }) => until),
    );
  });
});

describe("a time zone", () => {
  test.each(["UTC", "Europe/Berlin", "Asia/Kolkata", "US/Pacific"])("may be %s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each(["+05:30", "Mars/Olympus", "", "Berlin"])("may not be “%s”", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
