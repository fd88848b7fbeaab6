import { expect, test } from "vitest";
import { align as alignBy } from "../../../playground/web/page/patch/align.ts";

const align = (old: readonly string[], next: readonly string[]) =>
  alignBy(old, next, (one, other) => one === other);

test("what is the same at both ends stays", () => {
  expect(align(["a", "b", "c"], ["a", "x", "c"])).toEqual([0, undefined, 2]);
});

test("what comes in between moves nothing", () => {
  expect(align(["a", "video"], ["new", "a", "also new", "video", "last"])).toEqual([
    undefined,
    0,
    undefined,
    1,
    undefined,
  ]);
});

test("what goes leaves its neighbours where they are", () => {
  expect(align(["a", "b", "video", "c"], ["video"])).toEqual([2]);
});

test("of things that are the same each stands for one", () => {
  expect(align(["button", "button"], ["button", "button", "button"])).toEqual([0, 1, undefined]);
});

test("things in another order keep as many in place as can be", () => {
  const kept = align(["a", "b", "c", "d"], ["d", "b", "c", "a"]);
  expect(kept).toEqual([undefined, 1, 2, undefined]);
});

test("nothing fits into nothing", () => {
  expect(align([], [])).toEqual([]);
  expect(align(["a"], [])).toEqual([]);
  expect(align([], ["a"])).toEqual([undefined]);
});
