import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planFit } from "../../../src/media/fit-plan.ts";
import type { VideoFacts } from "../../../src/media/probe.ts";

const MIB = 1024 * 1024;
const source = (facts: Partial<VideoFacts> = {}): VideoFacts => ({
  contentType: "video/mp4",
  extension: "mp4",
  width: 1920,
  height: 1080,
  durationMs: 8000,
  framesPerSecond: 24,
  hasAudio: true,
  ...facts,
});
const anySource = fc.record({
  width: fc.integer({ min: 64, max: 4096 }),
  height: fc.integer({ min: 64, max: 4096 }),
  durationMs: fc.integer({ min: 500, max: 20_000 }),
  framesPerSecond: fc.integer({ min: 8, max: 60 }),
  hasAudio: fc.boolean(),
});
const anyLimit = fc.integer({ min: 1, max: 100 * MIB });
const anyCodec = fc.constantFrom("h264", "vp8");

test("8 s at 1080p keep their size in 10 MiB, with full sound", () => {
  expect(planFit(source(), "h264", 10 * MIB)).toMatchObject({
    width: 1920,
    height: 1080,
    audioBitsPerSecond: 96_000,
  });
});

test("a tighter limit makes the picture smaller, step by step, and then there is none", () => {
  const limits = [3 * MIB, 2 * MIB, 1 * MIB, 500_000, 100_000];
  const heights = limits.map((limit) => planFit(source(), "h264", limit)?.height ?? null);
  expect(heights).toEqual([1080, 720, 540, 360, null]);
});

test("sound gives way before the picture does", () => {
  const plan = planFit(source(), "h264", 500_000);
  expect(plan?.audioBitsPerSecond).toBe(64_000);
});

test("a silent video spends nothing on sound", () => {
  expect(planFit(source({ hasAudio: false }), "h264", MIB)?.audioBitsPerSecond).toBe(0);
});

test("an upright video is measured by its short side", () => {
  expect(planFit(source({ width: 1080, height: 1920 }), "h264", 2 * MIB)).toMatchObject({
    width: 720,
    height: 1280,
  });
});

test("VP8 needs more for the same picture", () => {
  expect(planFit(source(), "h264", 2.5 * MIB)?.height).toBe(1080);
  expect(planFit(source(), "vp8", 2.5 * MIB)?.height).toBe(720);
});

test("a second try may ask for a smaller picture", () => {
  expect(planFit(source(), "h264", 10 * MIB, 1080)?.height).toBe(720);
});

test("whatever is planned stays under the limit", () => {
  fc.assert(
    fc.property(anySource, anyCodec, anyLimit, (facts, codec, limit) => {
      const plan = planFit(source(facts), codec, limit);
      const bits = plan === null ? 0 : plan.videoBitsPerSecond + plan.audioBitsPerSecond;
      expect((bits / 8) * (facts.durationMs / 1000)).toBeLessThan(limit * 0.97);
    }),
  );
});

test("no picture is ever made larger, and every side is even", () => {
  fc.assert(
    fc.property(anySource, anyCodec, anyLimit, (facts, codec, limit) => {
      const plan = planFit(source(facts), codec, limit);
      fc.pre(plan !== null);
      expect(plan.width).toBeLessThanOrEqual(facts.width + 1);
      expect(plan.height).toBeLessThanOrEqual(facts.height + 1);
      expect([plan.width % 2, plan.height % 2]).toEqual([0, 0]);
    }),
  );
});

test("more room never gives a smaller picture", () => {
  fc.assert(
    fc.property(anySource, anyCodec, anyLimit, anyLimit, (facts, codec, one, two) => {
      const pixels = [one, two]
        .toSorted((a, b) => a - b)
        .map((limit) => planFit(source(facts), codec, limit))
        .map((plan) => (plan === null ? 0 : plan.width * plan.height));
      expect(pixels[0]).toBeLessThanOrEqual(pixels[1] ?? 0);
    }),
  );
});
