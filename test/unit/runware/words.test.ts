import { describe, expect, test } from "vitest";
import { redact } from "../../../src/providers/runware/errors.ts";
import { readRetryAfter } from "../../../src/providers/runware/retry-after.ts";
import { readEnvelope } from "../../../src/providers/runware/wire-answer.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

describe("Retry-After", () => {
  test.each([
    ["seconds", "7", 7_000],
    ["a fraction of a second", "0.25", 250],
    ["a date", "Sun, 22 Nov 2026 12:00:30 GMT", 30_000],
    ["a date that is over", "Sun, 22 Nov 2026 11:00:00 GMT", 0],
    ["a very long time, as ten minutes", "86400", 600_000],
    ["the first of several", ["3", "9"], 3_000],
    ["nothing", undefined, undefined],
    ["an empty header", " ", undefined],
    ["anything else", "soon", undefined],
  ])("is read from %s", (_name, header, ms) => {
    expect(readRetryAfter(header, NOW)).toBe(ms);
  });
});

describe("a text for the log", () => {
  test.each([
    ["an address", "see https://a.example/b?sig=1 now", "see [address] now"],
    ["an image", "bad data:image/png;base64,AAAA", "bad [address]"],
    ["a key", "key abcDEF0123456789abcDEF0123456789 is off", "key [redacted] is off"],
  ])("has no %s", (_name, before, after) => {
    expect(redact(before)).toBe(after);
  });

  test("keeps a task's UUID and long names", () => {
    const text =
      "task 7b0d4c1e-52a9-4f0e-9a51-0c8f3f1d2a10: mismatchProviderSettingsProvider is wrong";
    expect(redact(text)).toBe(text);
  });

  test("is never long", () => {
    expect(redact("a b ".repeat(10_000)).length).toBeLessThanOrEqual(500);
  });
});

describe("an answer", () => {
  test("may have data without errors, errors without data, or both", () => {
    expect(readEnvelope('{"data":[{}]}')).toMatchObject({ rows: [{}], errors: [] });
    expect(readEnvelope('{"errors":[{"code":"x"}]}')).toMatchObject({ rows: [] });
    expect(readEnvelope('{"data":null,"errors":[{"code":"x"}]}')?.errors).toHaveLength(1);
  });

  test("may be the rows alone, or a single row", () => {
    expect(readEnvelope('[{"status":"success"}]')?.rows).toHaveLength(1);
    expect(readEnvelope('{"data":{"status":"success"}}')?.rows).toHaveLength(1);
  });

  test("with a singular error takes the task from beside it", () => {
    const envelope = readEnvelope('{"error":{"code":"x","message":"m"},"taskUUID":"T-1"}');
    expect(envelope?.errors).toMatchObject([{ code: "x", message: "m", taskUUID: "t-1" }]);
  });

  test("with parameters as a text or a list has a list", () => {
    const errors = [{ parameter: "width" }, { parameter: ["width", "height"] }, { parameter: 7 }];
    expect(
      readEnvelope(JSON.stringify({ errors }))?.errors.map(({ parameters }) => parameters),
    ).toEqual([["width"], ["width", "height"], []]);
  });

  test("with an error of any other type still has an error", () => {
    const envelope = readEnvelope('{"errors":["down",42,{"code":7}]}');
    expect(envelope?.errors.map(({ code, message }) => [code, message])).toEqual([
      ["unrecognizedError", "down"],
      ["unrecognizedError", "42"],
      ["7", ""],
    ]);
  });

  test.each(["", "<html></html>", '{"data":[', "null", "7", "{}", '{"ok":true}'])(
    "that is %j is none",
    (body) => {
      expect(readEnvelope(body)).toBeNull();
    },
  );
});
