import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  option,
  property,
  record,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { advance, GenerationSchema } from "../../../src/generation/generation.ts";
import type { TaskError, TaskResult, TaskStatus } from "../../../src/generation/ports/provider.ts";
import { isComplete, isQuiet, settle } from "../../../src/generation/settle.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const result = (change: Partial<TaskResult> = {}): TaskResult => ({
  videoUUID: "v",
  url: "https://x.test/v.mp4",
  seed: 1,
  costMicroUsd: 100,
  flagged: false,
  ...change,
});
const failure: TaskError = { kind: "providerTimeout", code: "timeoutProvider", message: "late" };
const status = (change: Partial<TaskStatus>): TaskStatus => ({
  known: true,
  processing: false,
  results: [],
  errors: [],
  ...change,
});
const rendering = (results: number, change: Parameters<typeof sampleGeneration>[0] = {}) =>
  sampleGeneration({
    state: "rendering",
    renderingAt: SAMPLE_NOW,
    ...change,
    request: { results },
  });

const at = { now: SAMPLE_NOW + 1000, referenceId: "1a2b3c4d" };
const settled = (
  generation: ReturnType<typeof rendering>,
  news: Partial<TaskStatus>,
  costMicroUsd = 400,
) => settle(generation, status(news), { costMicroUsd }, at);

describe("a task is complete", () => {
  test("when every result has its verdict, good or bad", () => {
    expect(isComplete(rendering(2), status({ results: [result()], errors: [failure] }))).toBe(true);
  });

  test("not while a result is missing", () => {
    expect(isComplete(rendering(2), status({ results: [result()], processing: true }))).toBe(false);
  });

  test("when the whole task failed with a single error", () => {
    expect(isComplete(rendering(4), status({ errors: [failure] }))).toBe(true);
  });

  test("not when one of four failed while others are still made", () => {
    expect(isComplete(rendering(4), status({ errors: [failure], processing: true }))).toBe(false);
  });

  test("not on news that say nothing: no rows is no verdict", () => {
    expect(isComplete(rendering(1), status({}))).toBe(false);
    expect(isQuiet(status({}))).toBe(false);
  });
});

describe("a task that is done", () => {
  test("is delivered with the sum of what its videos cost", () => {
    expect(
      settled(rendering(2), {
        results: [result({ costMicroUsd: 7 }), result({ costMicroUsd: 5 })],
      }),
    ).toMatchObject({
      state: "delivering",
      cost: { microUsd: 12, estimated: false },
      reservedMicroUsd: 0,
      failedResults: 0,
      readyAt: at.now,
    });
  });

  test("books a video without a cost at its share of the estimate, and says so", () => {
    expect(
      settled(rendering(4), { results: [result({ costMicroUsd: null }), result()] }, 400),
    ).toMatchObject({ cost: { microUsd: 200, estimated: true }, failedResults: 2 });
  });

  test("without any video fails for the reason given first, at no cost", () => {
    expect(settled(rendering(1), { errors: [failure] })).toMatchObject({
      state: "failed",
      failure: { kind: "providerTimeout", referenceId: "1a2b3c4d" },
      cost: null,
      reservedMicroUsd: 0,
      endedAt: at.now,
    });
  });

  test("with nothing but flagged videos fails, and they are paid for", () => {
    expect(settled(rendering(1), { results: [result({ flagged: true })] })).toMatchObject({
      state: "failed",
      failure: { kind: "flagged" },
      cost: { microUsd: 100 },
    });
  });

  test("with one clean video beside a flagged one is delivered", () => {
    expect(settled(rendering(2), { results: [result({ flagged: true }), result()] }).state).toBe(
      "delivering",
    );
  });

  test("after a cancel is cancelled, and the cost is known all the same", () => {
    const cancelled = rendering(1, { cancel: { by: "1", at: SAMPLE_NOW } });
    expect(settled(cancelled, { results: [result()] })).toMatchObject({
      state: "cancelled",
      cost: { microUsd: 100 },
      reservedMicroUsd: 0,
    });
    expect(settled(cancelled, { errors: [failure] })).toMatchObject({
      state: "cancelled",
      cost: null,
      failure: null,
    });
  });

  test("whatever the news, leaves a record that may be written and holds no reservation", () => {
    const results = array(
      record({
        videoUUID: constantFrom("a", "b"),
        url: constantFrom("https://x.test/v.mp4"),
        seed: option(nat()),
        costMicroUsd: option(nat()),
        flagged: boolean(),
      }),
      { maxLength: 5 },
    );
    const errors = array(constantFrom(failure), { maxLength: 4 });
    const cancel = option(constantFrom({ by: "1", at: SAMPLE_NOW }));
    assert(
      property(
        results,
        errors,
        integer({ min: 1, max: 4 }),
        cancel,
        (rows, failures, count, by) => {
          const generation = rendering(count, { cancel: by });
          const after = advance(
            generation,
            settled(generation, { results: rows, errors: failures }),
          );
          expect(GenerationSchema.parse(after)).toEqual(after);
          expect(after.reservedMicroUsd).toBe(0);
          expect(after.cost === null).toBe(rows.length === 0);
        },
      ),
    );
  });
});
