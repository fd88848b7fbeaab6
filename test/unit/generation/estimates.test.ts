import { describe, expect, test } from "vitest";
import { openEstimates, shapeKey, withPrices } from "../../../src/generation/estimates.ts";
import type { Observation } from "../../../src/generation/ports.ts";
import { pixverseV56Estimates } from "../../../src/providers/runware/pixverse-v5-6.ts";
import { openCollections } from "../../../src/stores/collections.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { sampleRequest } from "../../support/sample-generation.ts";

const log = { warn() {} };
const neon = { ...sampleRequest, duration: 8, audio: true } as const;

async function opened(
  before: Record<string, Observation> = {},
  prices = new Map<string, number>(),
) {
  const { observations } = openCollections(await openStore("memory:"));
  for (const [key, value] of Object.entries(before)) await observations.set(key, value);
  const table = withPrices(pixverseV56Estimates, prices);
  return { observations, estimates: await openEstimates(observations, table, log), table };
}

describe("before anything was seen, an estimate", () => {
  test("is the price that the model page names, and holds no more than that", async () => {
    const { estimates } = await opened();
    expect(estimates.of(neon)).toMatchObject({
      costMicroUsd: 397_800,
      upperBoundMicroUsd: 397_800,
      learned: false,
    });
  });

  test("of anything else is the table's, and holds twice that", async () => {
    const { estimates } = await opened();
    expect(estimates.of(sampleRequest)).toMatchObject({
      costMicroUsd: 99_450,
      upperBoundMicroUsd: 198_900,
    });
  });

  test("is for all results together, and one result's time", async () => {
    const { estimates } = await opened();
    const one = estimates.of(neon);
    const four = estimates.of({ ...neon, results: 4 });
    expect(four.costMicroUsd).toBe(4 * one.costMicroUsd);
    expect(four.upperBoundMicroUsd).toBe(4 * one.upperBoundMicroUsd);
    expect(four.renderMs).toBe(one.renderMs);
  });

  test("follows the operator's own price, which counts as certain", async () => {
    const { estimates } = await opened({}, new Map([["720p:5:silent", 120_000]]));
    expect(estimates.of(sampleRequest)).toMatchObject({
      costMicroUsd: 120_000,
      upperBoundMicroUsd: 120_000,
      learned: false,
    });
    expect(estimates.of(neon).costMicroUsd).toBe(397_800);
  });
});

describe("after a generation came back, an estimate", () => {
  test("is what it really cost, and is no longer the table's", async () => {
    const { estimates } = await opened();
    await estimates.observe(neon, { costsMicroUsd: [410_000], renderMs: 30_000 });
    expect(estimates.of(neon)).toEqual({
      costMicroUsd: 410_000,
      upperBoundMicroUsd: 410_000,
      renderMs: 30_000,
      learned: true,
    });
  });

  test("says the last cost and holds the highest", async () => {
    const { estimates } = await opened();
    await estimates.observe(neon, { costsMicroUsd: [500_000, 450_000], renderMs: 1 });
    await estimates.observe(neon, { costsMicroUsd: [400_000], renderMs: 1 });
    expect(estimates.of(neon)).toMatchObject({
      costMicroUsd: 400_000,
      upperBoundMicroUsd: 500_000,
    });
  });

  test("of another resolution, length or sound stays what it was", async () => {
    const { estimates } = await opened();
    const others = [
      { ...neon, resolution: "540p" as const },
      { ...neon, duration: 5 as const },
      { ...neon, audio: false },
    ];
    const before = others.map((request) => estimates.of(request));
    await estimates.observe(neon, { costsMicroUsd: [1], renderMs: 1 });
    expect(others.map((request) => estimates.of(request))).toEqual(before);
  });

  test("of a style, a seed or a prompt is the same: they decide no price", async () => {
    const { estimates } = await opened();
    await estimates.observe(neon, { costsMicroUsd: [410_000], renderMs: 30_000 });
    expect(estimates.of({ ...neon, style: "clay", seed: 4, prompt: "x" })).toEqual(
      estimates.of(neon),
    );
  });

  test("without a named cost learns the time and leaves the price to the table", async () => {
    const { estimates } = await opened();
    await estimates.observe(neon, { costsMicroUsd: [], renderMs: 12_345 });
    expect(estimates.of(neon)).toEqual({
      costMicroUsd: 397_800,
      upperBoundMicroUsd: 397_800,
      renderMs: 12_345,
      learned: false,
    });
  });

  test("takes the median of the last nine render times", async () => {
    const { estimates } = await opened();
    for (const renderMs of [900_000, 900_000, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      await estimates.observe(neon, { costsMicroUsd: [], renderMs });
    }
    expect(estimates.of(neon).renderMs).toBe(5);
  });

  test("is there again after a restart", async () => {
    const { estimates, observations, table } = await opened();
    await estimates.observe(neon, { costsMicroUsd: [410_000], renderMs: 30_000 });
    const later = await openEstimates(observations, table, log);
    expect(later.of(neon)).toEqual(estimates.of(neon));
  });
});

test("a shape is known by resolution, length and sound", () => {
  expect([shapeKey(neon), shapeKey(sampleRequest)]).toEqual(["720p:8:audio", "720p:5:silent"]);
});
