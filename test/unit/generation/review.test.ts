import { array, assert, constantFrom, option, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { mayFollow, VERDICTS, type Video } from "../../../src/generation/generation.ts";
import {
  isPending,
  isShown,
  mayBeShown,
  wayOn,
  withVerdict,
} from "../../../src/generation/review.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const at = { now: SAMPLE_NOW, referenceId: "1a2b3c4d" };
const video = (change: Partial<Video> = {}): Video => ({
  videoUUID: "a",
  url: "https://x.test/a",
  seed: 1,
  costMicroUsd: 1,
  flagged: true,
  review: { verdict: "pending", by: null, at: null },
  posted: null,
  ...change,
});
const approved = { verdict: "approved", by: "1", at: SAMPLE_NOW } as const;
const rejected = { verdict: "rejected", by: "1", at: SAMPLE_NOW } as const;
const inTime = { verdict: "rejected", by: null, at: SAMPLE_NOW } as const;
const file = { as: "file", fileName: "a-1.mp4" } as const;
const lost = { as: "lost", fileName: null } as const;
const someone = { by: "1", at: SAMPLE_NOW };

const way = (videos: Video[], change: object = {}) =>
  wayOn({ ...sampleGeneration({ videos }), ...change }, at).state;

describe("after a verdict", () => {
  test.each<[string, Video[], string]>([
    ["what is approved is delivered", [video({ review: approved }), video()], "delivering"],
    ["what is open waits on", [video({ review: rejected }), video()], "reviewing"],
    ["with all rejected it is rejected", [video({ review: rejected })], "rejected"],
    [
      "with something posted it is done",
      [video({ review: rejected }), video({ review: approved, posted: file })],
      "done",
    ],
    ["with nobody to decide in time nothing came of it", [video({ review: inTime })], "failed"],
    ["with all lost nothing came of it", [video({ review: approved, posted: lost })], "failed"],
    [
      "with one lost and one rejected it is rejected",
      [video({ review: approved, posted: lost }), video({ review: rejected })],
      "rejected",
    ],
  ])("%s", (_, videos, state) => {
    expect(way(videos)).toBe(state);
  });

  test("a cancel leaves nothing open, and keeps what is posted", () => {
    expect(way([video()], { cancel: someone })).toBe("cancelled");
    expect(way([video(), video({ review: approved, posted: file })], { cancel: someone })).toBe(
      "done",
    );
  });

  test("of what was deleted nothing is posted any more", () => {
    const marks = { deleted: someone, cancel: someone };
    expect(way([video({ review: approved })], marks)).toBe("cancelled");
  });
});

const reviews = option(
  record({
    verdict: constantFrom(...VERDICTS),
    by: constantFrom("1", null),
    at: constantFrom(SAMPLE_NOW, null),
  }),
);
const anyVideos = array(
  record({
    flagged: constantFrom(true, false),
    review: reviews,
    posted: option(constantFrom(file, lost, { as: "withheld", fileName: null } as const)),
  }).map((change) => video(change)),
  { minLength: 1, maxLength: 4 },
);

test("every way on may be gone from where verdicts arrive, and none leaves anything open behind", () => {
  assert(
    property(
      anyVideos,
      option(constantFrom(someone)),
      option(constantFrom(someone)),
      (videos, cancel, deleted) => {
        const { state = "reviewing" } = wayOn({ videos, cancel, deleted }, at);
        expect(mayFollow("reviewing", state)).toBe(true);
        expect(mayFollow("delivering", state)).toBe(true);
        const isOver = state !== "reviewing" && state !== "delivering";
        const isOpen = cancel === null && videos.some(isPending);
        const isOwed = deleted === null && videos.some((one) => mayBeShown(one) && !one.posted);
        expect(isOver).toBe(!isOpen && !isOwed);
        expect(state !== "done" || videos.some(isShown)).toBe(true);
      },
    ),
  );
});

test("a verdict changes what waits, and nothing that was decided before", () => {
  const videos = [video({ review: rejected }), video(), video()];
  expect(withVerdict(videos, 1, approved)?.map(({ review }) => review?.verdict)).toEqual([
    "rejected",
    "approved",
    "pending",
  ]);
  expect(withVerdict(videos, "all", approved)?.map(({ review }) => review?.verdict)).toEqual([
    "rejected",
    "approved",
    "approved",
  ]);
  expect(withVerdict(videos, 0, approved)).toBeNull();
  expect(withVerdict(videos, 7, approved)).toBeNull();
});
