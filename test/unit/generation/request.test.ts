import { assert, constantFrom, option, property, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/generation/errors.ts";
import {
  ASPECTS,
  DURATIONS_S,
  RESOLUTIONS,
  toRequest,
  VideoRequestSchema,
  type FramePosition,
  type VideoOptions,
} from "../../../src/generation/request.ts";
import { pixverseV56 } from "../../../src/providers/runware/pixverse-v5-6.ts";

const request = (options: Partial<VideoOptions>, frames: readonly FramePosition[] = []) =>
  toRequest({ prompt: "a boat", ...options }, frames, pixverseV56, { quality: 95 });

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("what a member typed becomes a request", () => {
  test("with the defaults where nothing was said", () => {
    expect(request({})).toEqual({
      prompt: "a boat",
      negativePrompt: null,
      style: null,
      duration: 5,
      resolution: "720p",
      aspect: "16:9",
      audio: false,
      thinking: "auto",
      results: 1,
      seed: null,
      format: "MP4",
      quality: 95,
      private: false,
    });
  });

  test("with the operator's own quality where none was given", () => {
    const own = toRequest({ prompt: "a boat" }, [], pixverseV56, { quality: 60 });
    expect(own.quality).toBe(60);
  });

  test("without the spaces around the prompts", () => {
    expect(request({ prompt: " a boat \n", negativePrompt: "\train " })).toMatchObject({
      prompt: "a boat",
      negativePrompt: "rain",
    });
  });

  test("without an aspect where a frame decides it", () => {
    expect(request({}, ["last"]).aspect).toBeNull();
  });

  test("with the seed 0, which is a seed", () => {
    expect(request({ seed: 0 }).seed).toBe(0);
  });

  test("or is refused in words, and never anything else", () => {
    const anything = record({
      prompt: string({ unit: "binary", maxLength: 3000, size: "max" }),
      negativePrompt: option(string({ unit: "binary", maxLength: 3000, size: "max" }), {
        nil: undefined,
      }),
      duration: constantFrom(undefined, ...DURATIONS_S),
      resolution: constantFrom(undefined, ...RESOLUTIONS),
      aspect: constantFrom(undefined, ...ASPECTS),
    });
    const frames = constantFrom<FramePosition[]>([], ["first"], ["last"], ["first", "last"]);
    assert(
      property(anything, frames, (options, positions) => {
        const made = attempt(() => request(options, positions));
        if (made instanceof UserError) return;
        const { resolution, duration, aspect } = VideoRequestSchema.parse(made);
        expect(pixverseV56.durations(resolution)).toContain(duration);
        expect(aspect === null).toBe(positions.length > 0);
      }),
    );
  });
});

describe("a request is refused in words", () => {
  test("for 10 seconds at 1080p, and only for that", () => {
    const refused = RESOLUTIONS.flatMap((resolution) =>
      DURATIONS_S.filter(
        (duration) => attempt(() => request({ resolution, duration })) instanceof UserError,
      ).map((duration) => `${duration} s at ${resolution}`),
    );
    expect(refused).toEqual(["10 s at 1080p"]);
  });

  test.each(["", "   ", "\n\t", "\u200B", "\u2800", "\u00AD\u2063"])(
    "for a prompt that shows nothing: %j",
    (prompt) => {
      expect(() => request({ prompt })).toThrow(/^The prompt is empty/);
    },
  );

  test.each(["first", "last"] as const)("for an aspect beside a %s frame", (position) => {
    expect(() => request({ aspect: "1:1" }, [position])).toThrow(/`aspect` cannot go with it/);
  });

  test("for emoji that make a prompt too long for Runware though not for Discord", () => {
    expect(() => request({ prompt: "🚣".repeat(1025) })).toThrow(
      "The prompt is too long by 2 characters (an emoji counts as two or more). It may have 2,048 at most.",
    );
    expect(() => request({ negativePrompt: "🚣".repeat(1025) })).toThrow(
      /^The negative prompt is too long by 2/,
    );
    expect(request({ prompt: "🚣".repeat(1024) }).prompt).toHaveLength(2048);
  });
});
