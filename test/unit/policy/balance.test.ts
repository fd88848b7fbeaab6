import { expect, test } from "vitest";
import {
  judged,
  levelOf,
  NOTHING_KNOWN,
  refused,
  takesRequests,
} from "../../../src/policy/balance.ts";

const NOW = 1_700_000_000_000;
const WARN = 5_000_000;
const HOUR_MS = 60 * 60_000;

const read = (microUsd: number) => judged(NOTHING_KNOWN, microUsd, WARN);

test("what is not known refuses nobody", () => {
  expect(takesRequests(NOTHING_KNOWN, NOW)).toBe(true);
  expect(levelOf(NOTHING_KNOWN, WARN)).toBe("well");
});

test.each([
  [WARN, "well", true],
  [WARN - 1, "low", true],
  [1, "low", true],
  [0, "empty", false],
  [-2_000_000, "empty", false],
])("a balance of %i is %s", (microUsd, level, takes) => {
  expect(levelOf(read(microUsd), WARN)).toBe(level);
  expect(takesRequests(read(microUsd), NOW)).toBe(takes);
});

test("after a refusal nothing is taken, whatever little is left", () => {
  const state = judged(refused(read(60_000), NOW), 60_000, WARN);
  expect(takesRequests(state, NOW + 1000)).toBe(false);
  expect(levelOf(state, WARN)).toBe("empty");
});

test("a rise after a refusal means that credit was added", () => {
  const state = judged(refused(read(60_000), NOW), 60_000, WARN);
  expect(takesRequests(judged(state, 60_001, WARN), NOW + 1000)).toBe(true);
});

test("a fall after a refusal means nothing: what was under way still costs", () => {
  const fallen = judged(judged(refused(read(60_000), NOW), 60_000, WARN), 20_000, WARN);
  expect(takesRequests(fallen, NOW + 1000)).toBe(false);
  expect(takesRequests(judged(fallen, 30_000, WARN), NOW + 1000)).toBe(true);
});

test("plenty right after a refusal means that credit was added in between", () => {
  expect(takesRequests(judged(refused(read(60_000), NOW), WARN, WARN), NOW)).toBe(true);
});

test("a refusal is not believed for ever where no balance can be read", () => {
  const state = refused(NOTHING_KNOWN, NOW);
  expect(takesRequests(state, NOW + HOUR_MS - 1)).toBe(false);
  expect(takesRequests(state, NOW + HOUR_MS)).toBe(true);
});

test("a clock that was set back ends a refusal", () => {
  expect(takesRequests(refused(NOTHING_KNOWN, NOW), NOW - 1)).toBe(true);
});
