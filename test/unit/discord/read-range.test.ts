import { expect, test } from "vitest";
import { readRange } from "../../../src/discord/gallery/read-range.ts";
import { UserError } from "../../../src/generation/errors.ts";

const at = (iso: string): number => Date.parse(iso);

test("a day counts from its first moment to its last", () => {
  expect(readRange({ from: "2026-11-22", to: "2026-11-22" }, "UTC")).toEqual({
    from: at("2026-11-22T00:00Z"),
    until: at("2026-11-23T00:00Z"),
  });
});

test("a month counts whole", () => {
  expect(readRange({ from: " 2026-02 ", to: "2026-02" }, "UTC")).toEqual({
    from: at("2026-02-01T00:00Z"),
    until: at("2026-03-01T00:00Z"),
  });
});

test.each([
  ["Asia/Tokyo", "2026-11-21T15:00Z"],
  ["America/Los_Angeles", "2026-11-22T08:00Z"],
  ["Pacific/Kiritimati", "2026-11-21T10:00Z"],
  ["Pacific/Niue", "2026-11-22T11:00Z"],
])("days are those of %s", (timeZone, begin) => {
  expect(readRange({ from: "2026-11-22", to: undefined }, timeZone)).toEqual({
    from: at(begin),
    until: null,
  });
});

test("a day that the clocks were changed on has its own length", () => {
  const { from, until } = readRange({ from: "2026-03-29", to: "2026-03-29" }, "Europe/Berlin");
  expect(((until ?? 0) - (from ?? 0)) / 3_600_000).toBe(23);
});

test("nothing typed limits nothing", () => {
  expect(readRange({ from: undefined, to: undefined }, "UTC")).toEqual({ from: null, until: null });
});

test.each(["", "yesterday", "22.11.2026", "2026-13", "2026-02-30", "2026-1-1", "99999-01-01"])(
  "%j is no day",
  (typed) => {
    expect(() => readRange({ from: typed, to: undefined }, "UTC")).toThrow(UserError);
  },
);

test("nothing lies between a day and an earlier one", () => {
  expect(() => readRange({ from: "2026-11-22", to: "2026-11-21" }, "UTC")).toThrow(/Swap/);
});
