import { describe, expect, test } from "vitest";
import {
  advance,
  GenerationSchema,
  isEnd,
  mayFollow,
  STATES,
  type State,
} from "../../../src/generation/generation.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

const FOLLOWS: Record<State, readonly State[]> = {
  held: ["queued", "failed", "cancelled", "expired"],
  queued: ["submitting", "failed", "cancelled"],
  submitting: ["queued", "rendering", "failed", "cancelled", "expired"],
  rendering: ["reviewing", "delivering", "failed", "cancelled", "expired"],
  reviewing: ["delivering", "done", "cancelled", "rejected", "expired", "failed"],
  delivering: ["reviewing", "done", "failed", "cancelled", "rejected"],
  done: [],
  failed: [],
  cancelled: [],
  rejected: [],
  expired: [],
};

describe("the states of a generation", () => {
  test.each(STATES)("%s is followed by what the design says and nothing else", (from) => {
    const others = STATES.filter((to) => to !== from && mayFollow(from, to));
    expect(new Set(others)).toEqual(new Set(FOLLOWS[from]));
  });

  test("may be written over themselves, for a step that runs twice", () => {
    expect(STATES.every((state) => mayFollow(state, state))).toBe(true);
  });

  test("that nothing follows are the ends", () => {
    expect(STATES.filter((state) => isEnd(state))).toEqual([
      "done",
      "failed",
      "cancelled",
      "rejected",
      "expired",
    ]);
  });

  test("all lead to an end, and none leads back from one", () => {
    for (const state of STATES) {
      const reached = new Set<State>([state]);
      for (const from of reached) for (const to of FOLLOWS[from]) reached.add(to);
      expect([...reached].some((one) => isEnd(one))).toBe(true);
      expect(isEnd(state) && reached.size > 1).toBe(false);
    }
  });
});

describe("a step of a generation", () => {
  test("changes what it says and leaves the rest", () => {
    const before = sampleGeneration();
    const after = advance(before, { state: "submitting" });
    expect(after).toEqual({ ...before, state: "submitting" });
    expect(before.state).toBe("queued");
  });

  test("without a state stays in the one it is in", () => {
    expect(advance(sampleGeneration(), { reservedMicroUsd: 5 })).toMatchObject({
      state: "queued",
      reservedMicroUsd: 5,
    });
  });

  test("that is not allowed is a fault which names the generation and both states", () => {
    expect(() => advance(sampleGeneration({ state: "done" }), { state: "queued" })).toThrow(
      "generation 111111111111111111: done may not become queued",
    );
  });
});

describe("the record of a generation", () => {
  test("is read back as it was written", () => {
    const generation = sampleGeneration();
    expect(GenerationSchema.parse(JSON.parse(JSON.stringify(generation)))).toEqual(generation);
  });

  test.each<[string, object]>([
    ["half a micro-dollar", { reservedMicroUsd: 0.5 }],
    ["a negative reservation", { reservedMicroUsd: -1 }],
    ["an unknown state", { state: "resting" }],
    ["a task id that is no UUID", { taskUUID: "7" }],
    ["an id that is no snowflake", { id: "first" }],
  ])("with %s is not accepted", (_, change) => {
    expect(GenerationSchema.safeParse({ ...sampleGeneration(), ...change }).success).toBe(false);
  });
});
