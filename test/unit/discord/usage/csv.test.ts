import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { spendingCsv } from "../../../../src/discord/usage/csv.ts";

const booking = {
  generationId: "111111111111111111",
  memberId: "444444444444444444",
  microUsd: 99_450,
  videos: 1,
  admittedAt: Date.UTC(2026, 4, 14, 22),
  keyId: null,
  estimated: false,
  overrunMicroUsd: 0,
};

/** The cells of the one line after the heading, as RFC 4180 reads them. */
function cellsOf(csv: string): string[] {
  const body = csv.slice(csv.indexOf("\r\n") + 2, -2);
  return [...body.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
}

const nameCell = (name: string): string =>
  cellsOf(spendingCsv([booking], "UTC", () => name))[4] ?? "";

describe("the table of spending", () => {
  test("gives the day by the server's clock and the moment in UTC", () => {
    expect(cellsOf(spendingCsv([booking], "Asia/Tokyo", () => "Member One"))).toEqual([
      "2026-05-15",
      "2026-05-14T22:00:00.000Z",
      "111111111111111111",
      "444444444444444444",
      "Member One",
      "1",
      "0.099450",
      "no",
      "0.000000",
      "bot",
    ]);
  });

  test("tells whose key paid, and not which", () => {
    const csv = spendingCsv([{ ...booking, keyId: "key-of-ours" }], "UTC", () => "x");
    expect(cellsOf(csv).at(-1)).toBe("server");
    expect(csv).not.toContain("key-of-ours");
  });

  test("leaves the name out where nobody knows it", () => {
    expect(cellsOf(spendingCsv([booking], "UTC", () => undefined))[4]).toBe("");
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "＝1", "|calc", "%0"])(
    "makes text of a name like %j",
    (name) => {
      expect(nameCell(name)).toBe(`'${name}`);
    },
  );

  test("keeps every name in its cell, and lets none begin a formula", () => {
    assert(
      property(string({ unit: "grapheme", maxLength: 40 }), (name) => {
        const cell = nameCell(name);
        expect(cell.endsWith(name)).toBe(true);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@|%]/);
      }),
    );
  });
});
