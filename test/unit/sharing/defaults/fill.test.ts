import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DURATIONS_S, RESOLUTIONS, toRequest } from "../../../../src/generation/request.ts";
import { SOURCES } from "../../../../src/generation/sources.ts";
import { pixverseV56 } from "../../../../src/providers/runware/pixverse-v5-6.ts";
import { fill, type Layer } from "../../../../src/sharing/defaults/fill.ts";
import type { OptionSet } from "../../../../src/sharing/defaults/option-set.ts";

const filled = (layers: Partial<Record<Layer["source"], OptionSet>>, hasFrame = false) =>
  fill(
    SOURCES.flatMap((source) => {
      const options = layers[source];
      return options === undefined ? [] : [{ source, options }];
    }),
    hasFrame,
    pixverseV56,
  );

test("of each option the nearest wins, and it is noted where it came from", () => {
  expect(
    filled({
      typed: { resolution: "360p" },
      preset: { resolution: "540p", style: "clay" },
      member: { style: "anime", seed: 0 },
      channel: { seed: 4, audio: false },
      guild: { audio: true, results: 2 },
    }),
  ).toEqual({
    options: { resolution: "360p", style: "clay", seed: 0, audio: false, results: 2 },
    sources: {
      resolution: "typed",
      style: "preset",
      seed: "member",
      audio: "channel",
      results: "guild",
    },
  });
});

test("no style at all is a choice that wins over a style further away", () => {
  expect(filled({ member: { style: null }, guild: { style: "anime" } })).toEqual({
    options: { style: null },
    sources: { style: "member" },
  });
});

test("a default that does not go with what was typed gives way to one that does", () => {
  expect(
    filled({
      typed: { resolution: "1080p" },
      member: { duration: 10 },
      guild: { duration: 8 },
    }),
  ).toEqual({
    options: { resolution: "1080p", duration: 8 },
    sources: { resolution: "typed", duration: "guild" },
  });
});

test("a default size gives way to a typed length, down to what is built in", () => {
  expect(filled({ typed: { duration: 10 }, preset: { resolution: "1080p" } }).options).toEqual({
    duration: 10,
  });
});

test("a default shape gives way to a frame, and a typed one is left to be refused", () => {
  expect(filled({ member: { aspect: "1:1", style: "clay" } }, true).options).toEqual({
    style: "clay",
  });
  expect(filled({ typed: { aspect: "1:1" } }, true).options).toEqual({ aspect: "1:1" });
});

test("nobody is refused for what they did not type", () => {
  const set = fc.record(
    {
      duration: fc.constantFrom(...DURATIONS_S),
      resolution: fc.constantFrom(...RESOLUTIONS),
      aspect: fc.constantFrom("1:1" as const, "9:16" as const),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(set, set, set, set, fc.boolean(), (typed, preset, member, guild, hasFrame) => {
      const frames = hasFrame ? (["first"] as const) : [];
      const make = (options: OptionSet) => () =>
        toRequest({ ...options, prompt: "a boat" }, frames, pixverseV56, { quality: 95 });
      fc.pre(passes(make(typed)));
      const { options } = filled({ typed, preset, member, guild }, hasFrame);
      expect(make(options)()).toMatchObject(typed);
    }),
    { numRuns: 300 },
  );
});

function passes(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
