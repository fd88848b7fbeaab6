import { describe, expect, test } from "vitest";
import { ASPECTS, DURATIONS_S, RESOLUTIONS } from "../../../src/generation/request.ts";
import { pixverseV56, pixverseV56Estimates } from "../../../src/providers/runware/pixverse-v5-6.ts";

describe("the card of PixVerse V5.6", () => {
  test("gives every resolution its name as the shorter side", () => {
    for (const resolution of RESOLUTIONS) {
      for (const aspect of ASPECTS) {
        const { width, height } = pixverseV56.size(resolution, aspect);
        expect(`${Math.min(width, height)}p`).toBe(resolution);
      }
    }
  });

  test("gives every aspect sizes of that ratio, and even sides", () => {
    for (const resolution of RESOLUTIONS) {
      for (const aspect of ASPECTS) {
        const { width, height } = pixverseV56.size(resolution, aspect);
        const [across = 0, down = 0] = aspect.split(":").map(Number);
        expect(width * down).toBe(height * across);
        expect([width % 2, height % 2]).toEqual([0, 0]);
      }
    }
  });

  test("has no ten seconds at 1080p, and all lengths below", () => {
    expect(pixverseV56.durations("1080p")).toEqual([5, 8]);
    for (const resolution of ["360p", "540p", "720p"] as const) {
      expect(pixverseV56.durations(resolution)).toEqual([...DURATIONS_S]);
    }
  });

  test("names the one price that the model page names, to the micro-dollar", () => {
    expect(pixverseV56Estimates.price({ resolution: "720p", duration: 8, audio: true })).toEqual({
      microUsd: 397_800,
      named: true,
    });
  });

  test("marks every other price as worked out", () => {
    const named = RESOLUTIONS.flatMap((resolution) =>
      DURATIONS_S.flatMap((duration) =>
        [true, false].filter(
          (audio) => pixverseV56Estimates.price({ resolution, duration, audio }).named,
        ),
      ),
    );
    expect(named).toEqual([true]);
  });

  test("never prices or times the larger, longer or louder video lower", () => {
    for (const [index, resolution] of RESOLUTIONS.entries()) {
      const smaller = RESOLUTIONS[Math.max(0, index - 1)] ?? resolution;
      for (const duration of DURATIONS_S) {
        const silent = { resolution, duration, audio: false };
        const price = pixverseV56Estimates.price(silent).microUsd;
        const ms = pixverseV56Estimates.renderMs(silent);
        const less = { ...silent, resolution: smaller };
        expect(price).toBeGreaterThanOrEqual(pixverseV56Estimates.price(less).microUsd);
        expect(ms).toBeGreaterThanOrEqual(pixverseV56Estimates.renderMs(less));
        const short = { ...silent, duration: 5 as const };
        expect(price).toBeGreaterThanOrEqual(pixverseV56Estimates.price(short).microUsd);
        expect(ms).toBeGreaterThanOrEqual(pixverseV56Estimates.renderMs(short));
        const loud = pixverseV56Estimates.price({ ...silent, audio: true });
        expect(loud.microUsd).toBeGreaterThan(price);
      }
    }
  });
});
