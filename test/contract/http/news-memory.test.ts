import { expect, test } from "vitest";
import { createNewsMemory } from "../../../src/http/news-memory.ts";

const video = (key: string) => [{ taskUUID: null, key }];

test("the tasks heard of longest ago are forgotten first", () => {
  const memory = createNewsMemory(2);
  memory.isNew("task 1", video("a"));
  memory.isNew("task 2", video("a"));
  // Heard of again: now the second is the oldest.
  memory.isNew("task 1", video("a"));
  memory.isNew("task 3", video("a"));
  expect(memory.isNew("task 1", video("a"))).toBe(false);
  expect(memory.isNew("task 2", video("a"))).toBe(true);
});

test("one new entry among known ones is news", () => {
  const memory = createNewsMemory();
  memory.isNew("task", video("a"));
  expect(memory.isNew("task", [...video("a"), ...video("b")])).toBe(true);
  expect(memory.isNew("task", [...video("b"), ...video("a")])).toBe(false);
});
