import { beforeEach, describe, expect, test } from "vitest";
import { type Breaker, createBreaker } from "../../../src/providers/runware/breaker.ts";
import {
  createManualClock,
  type ManualClock,
} from "../../contract/runware/support/manual-clock.ts";

let clock: ManualClock;
let breaker: Breaker;

beforeEach(() => {
  clock = createManualClock();
  breaker = createBreaker({ clock, random: () => 1 });
});

/** One call, from its entry to its end. */
const call = (result: "well" | "ill" | "unclear"): boolean => {
  const passage = breaker.enter();
  passage?.done(result);
  return passage !== null;
};
const calls = (count: number, result: "well" | "ill" | "unclear"): boolean[] =>
  Array.from({ length: count }, () => call(result));

const pauseMs = (): number => (breaker.busyUntil() ?? clock.now()) - clock.now();

describe("a breaker", () => {
  test("lets everything through while calls end well", () => {
    expect(calls(20, "well")).not.toContain(false);
    expect(breaker.busyUntil()).toBeNull();
  });

  test("opens with the fifth failure in a row", () => {
    expect(calls(5, "ill")).not.toContain(false);
    expect(call("well")).toBe(false);
  });

  test("does not add up failures with a success between them", () => {
    calls(4, "ill");
    call("well");
    calls(4, "ill");
    expect(breaker.busyUntil()).toBeNull();
  });

  test("counts a call whose end is unclear neither way", () => {
    calls(4, "ill");
    call("unclear");
    expect(breaker.busyUntil()).toBeNull();
    call("ill");
    expect(breaker.busyUntil()).not.toBeNull();
  });

  test("lets a single call try after the pause", async () => {
    calls(5, "ill");
    await clock.advance(pauseMs());
    expect(breaker.busyUntil()).toBeNull();
    const probe = breaker.enter();
    expect(probe).not.toBeNull();
    expect(breaker.enter()).toBeNull();
    expect(pauseMs()).toBeGreaterThan(0);
    probe?.done("well");
    expect(calls(3, "well")).toEqual([true, true, true]);
  });

  test("pauses twice as long each time the try fails, a minute at most", async () => {
    calls(5, "ill");
    const pauses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      pauses.push(pauseMs());
      await clock.advance(pauseMs());
      call("ill");
    }
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  test("lets the next one try where the try ended without an answer either way", async () => {
    calls(5, "ill");
    await clock.advance(pauseMs());
    call("unclear");
    expect(breaker.enter()).not.toBeNull();
  });

  test("closes for an answer to a call from before it opened", () => {
    const early = breaker.enter();
    calls(5, "ill");
    early?.done("well");
    expect(breaker.busyUntil()).toBeNull();
  });

  test("is not held open by a clock that was set back", () => {
    calls(5, "ill");
    clock.jumpTo(clock.now() - 86_400_000);
    expect(breaker.busyUntil()).toBeNull();
    expect(breaker.enter()).not.toBeNull();
  });
});
