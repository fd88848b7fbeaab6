import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readUntil } from "../../../src/policy/block-until.ts";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const HOUR_MS = 60 * 60_000;

const after = (hours: number): number => NOW + hours * HOUR_MS;
const at = (iso: string): number => Date.parse(iso);

describe("until when a block lasts", () => {
  it.each([
    ["30m", after(0.5)],
    ["2h", after(2)],
    ["2 H", after(2)],
    ["1d 12h", after(36)],
    ["1d12h", after(36)],
    ["1 day, 12 hours", after(36)],
    ["2 weeks", after(336)],
    ["90 minutes", after(1.5)],
    ["2026-12-24", at("2026-12-23T23:00:00Z")],
    ["2026-12-24 18:30", at("2026-12-24T17:30:00Z")],
    ["2026-12-24T18:30", at("2026-12-24T17:30:00Z")],
    ["2027-07-01 12:00", at("2027-07-01T10:00:00Z")],
    [`<t:${after(5) / 1000}:R>`, after(5)],
    [`<t:${after(5) / 1000}>`, after(5)],
  ])("reads %s", (text, expected) => {
    expect(readUntil(text, NOW, "Europe/Paris")).toBe(expected);
  });

  it.each([
    "",
    "soon",
    "2",
    "2x",
    "-2h",
    "2h until",
    "h2",
    "2026-02-30",
    "2026-13-01",
    "24.12.2026",
  ])("does not read “%s”", (text) => {
    expect(readUntil(text, NOW, "UTC")).toBe("unreadable");
  });

  it.each(["0m", "2026-11-30", "2026-12-01 12:00", "<t:0:R>"])("knows that %s is over", (text) => {
    expect(readUntil(text, NOW, "UTC")).toBe("past");
  });

  it.each(["999999w", "400d", "2030-01-01", "<t:999999999999:R>"])(
    "knows that %s is too far away",
    (text) => {
      expect(readUntil(text, NOW, "UTC")).toBe("tooFar");
    },
  );

  it("takes whatever is written", () => {
    assert(
      property(string({ maxLength: 200 }), (text) => {
        expect(["number", "string"]).toContain(typeof readUntil(text, NOW, "UTC"));
      }),
    );
  });
});
