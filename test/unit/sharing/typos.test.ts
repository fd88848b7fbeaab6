import { expect, test } from "vitest";
import { isWithin } from "../../../src/sharing/search/typos.ts";

test.each([
  ["harbour", "harbour", 0],
  ["harbour", "harbor", 1],
  ["harbour", "harbours", 1],
  ["harbour", "harxour", 1],
  ["lighthouse", "lighthuose", 2],
  ["boat", "", 4],
  ["", "", 0],
])("from “%s” to “%s” it is %i letters, either way", (a, b, typos) => {
  expect([isWithin(typos, a, b), isWithin(typos, b, a)]).toEqual([true, true]);
  expect(isWithin(typos - 1, a, b)).toBe(false);
});
