import { describe, expect, test } from "vitest";
import { customId, parseCustomId } from "../../../src/discord/custom-id.ts";

const ID = "1574128318695866368";

describe("a custom id", () => {
  test.each([
    ["cancel", undefined],
    ["try-again", undefined],
    ["verdict", "944829c5-2929-4f7b-9fe4-d07172d63097"],
    ["page", "2"],
  ])("for %s with %s is read back as it was written", (action, argument) => {
    expect(parseCustomId(customId(action, ID, argument))).toEqual({
      action,
      subjectId: ID,
      argument,
    });
  });

  test("holds the generation's id, so that it works after a restart and after a month", () => {
    expect(customId("cancel", ID)).toBe(`cancel:${ID}`);
  });

  test.each([
    "",
    "cancel",
    "cancel:",
    "cancel:12",
    `cancel:${ID}:`,
    `cancel:${ID}:a:b`,
    `cancel:${ID}:../x`,
    `Cancel:${ID}`,
    ` cancel:${ID}`,
    `cancel:${ID} `,
    `cancel:${ID}\n`,
    "cancel:1574128318695866368999",
    `verdict:${ID}:${"a".repeat(80)}`,
    `__proto__:${ID}`,
  ])("that this bot does not write is not read: %j", (text) => {
    expect(parseCustomId(text)).toBeUndefined();
  });
});
