import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  property,
  record,
  string,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { checkBody } from "../../../playground/discord/check-body.ts";
import { checkMessage } from "../../../playground/discord/check-message.ts";
import { walkComponents, type Component } from "../../../playground/discord/component-tree.ts";
import { renderCard, SETTLED } from "../../../src/discord/card/render-card.ts";
import type { ShownVideo } from "../../../src/discord/card/shown-video.ts";
import { NO_FACTS } from "../../../src/discord/card/card-facts.ts";
import { renderDetails } from "../../../src/discord/card/render-details.ts";
import { FAILURE_KINDS } from "../../../src/generation/errors.ts";
import { CLOSED_BECAUSE, PLACES, STATES, VERDICTS } from "../../../src/generation/generation.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const V2 = 1 << 15;

/** What Discord would have against a message of these components; nothing where it would take it. */
function complaints(components: object[], files: readonly string[]): unknown[] {
  const body = {
    flags: V2,
    components,
    attachments: files.map((filename, index) => ({ id: String(index), filename })),
  };
  const verdict = checkBody("PATCH", "/channels/1/messages/1", body);
  const refusal = checkMessage(body, {
    maxBytes: 1000,
    uploadedFiles: files.map((filename, index) => ({ id: index, filename, size: 1 })),
  });
  return [...(verdict.ok ? [] : [verdict.errors]), ...(refusal === null ? [] : [refusal])];
}

const moment = integer({ min: SAMPLE_NOW - 1e10, max: SAMPLE_NOW + 1e10 });
const prompts = oneof(
  string({ unit: "binary", minLength: 1, maxLength: 60 }),
  constantFrom("*", "<@1>", "*\n", "x"),
).map((text) => text.repeat(Math.ceil(2048 / text.length)).slice(0, 2048));

const generations = record({
  state: constantFrom(...STATES),
  prompt: prompts,
  negativePrompt: option(prompts),
  results: integer({ min: 1, max: 4 }),
  cancel: option(constantFrom({ by: "1", at: SAMPLE_NOW })),
  cost: option(record({ microUsd: nat(), estimated: boolean() })),
  kind: constantFrom(...FAILURE_KINDS),
  place: constantFrom(...PLACES),
  because: option(constantFrom(...CLOSED_BECAUSE)),
  renderingAt: option(moment),
  readyAt: option(moment),
  failedResults: nat({ max: 4 }),
  review: option(
    moment.map((keptUntil) => ({
      since: SAMPLE_NOW,
      channelId: null,
      messageId: null,
      attemptedAt: null,
      keptUntil,
    })),
  ),
  spoiler: boolean(),
}).map(({ prompt, negativePrompt, results, kind, place, because, ...rest }) =>
  sampleGeneration({
    ...rest,
    request: { prompt, negativePrompt, results },
    failure: { kind, referenceId: "1a2b3c4d", detail: null },
    place: { kind: place, because, channelId: null, messageId: null, attemptedAt: null },
  }),
);

const shownVideos = array(
  record({
    as: constantFrom("file", "smallerFile", "link", "link", "withheld", "lost", "kept"),
    seed: option(nat()),
    url: integer({ min: 20, max: 600 }).map((length) => `https://x.test/${"a".repeat(length)}`),
    review: option(
      record({
        verdict: constantFrom(...VERDICTS),
        by: option(constantFrom("1")),
        at: option(moment),
      }),
    ),
  }),
  { maxLength: 4 },
).map((videos) =>
  videos.map(({ as, seed, url, review }, index): ShownVideo => {
    if (review !== null && review.verdict !== "approved")
      return { posted: null, review, seed, url };
    const isFile = as === "file" || as === "smallerFile";
    const fileName = isFile ? `video-${index}.mp4` : null;
    return { posted: { as, fileName }, review, seed, url };
  }),
);

describe("a card is one that Discord takes", () => {
  test("whatever the record, the progress and what became of the videos", () => {
    const progress = record({
      place: option(integer({ min: 1, max: 1000 })),
      readyAt: option(moment),
      overdue: boolean(),
      resumed: boolean(),
      providerBusy: boolean(),
    });
    assert(
      property(generations, progress, shownVideos, (generation, now, shown) => {
        const files = shown.flatMap(({ posted }) => posted?.fileName ?? []);
        const components = renderCard(generation, now, SAMPLE_NOW, shown);
        expect(complaints(components, files)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("also with four long links below a prompt that takes twice its length to show", () => {
    const generation = sampleGeneration({
      state: "delivering",
      request: { prompt: "*".repeat(2048), results: 4 },
    });
    const link = { posted: { as: "link", fileName: null }, review: null, seed: 1 } as const;
    const url = `https://x.test/${"a".repeat(600)}`;
    const shown = Array.from({ length: 4 }, () => ({ ...link, url }));
    const components = renderCard(generation, SETTLED, SAMPLE_NOW, shown);
    expect(complaints(components, [])).toEqual([]);
    expect(JSON.stringify(components).split(url)).toHaveLength(5);
  });

  test("and so are its Details", () => {
    assert(
      property(generations, (generation) => {
        const { components, file } = renderDetails(generation);
        expect(complaints(components, file === undefined ? [] : [file.name])).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const labels = (components: object[]): string[] =>
  [...walkComponents(components as Component[])].flatMap(({ component: { label } }) => label ?? []);

describe("the buttons of a card", () => {
  test.each(STATES)("in the state %s are those that do something", (state) => {
    const failure = { kind: "provider", referenceId: "1a2b3c4d", detail: null } as const;
    const generation = sampleGeneration({ state, failure });
    const isCancellable = ["held", "queued", "submitting", "rendering"].includes(state);
    const isRepeatable = ["failed", "expired"].includes(state);
    expect(labels(renderCard(generation, SETTLED, SAMPLE_NOW))).toEqual([
      ...(state === "held" ? ["Make it for $0.10"] : []),
      ...(isCancellable ? ["Cancel"] : []),
      ...(isRepeatable ? ["Try again"] : []),
      "Details",
    ]);
  });

  test("no longer offer a cancel that was taken already", () => {
    const cancel = { by: "444444444444444444", at: SAMPLE_NOW };
    const generation = sampleGeneration({ state: "rendering", cancel });
    expect(labels(renderCard(generation, SETTLED, SAMPLE_NOW))).toEqual(["Details"]);
  });

  test.each(["moderation", "badParameter", "frame", "flagged"] as const)(
    "offer no second try after %s: it would end the same way",
    (kind) => {
      const failure = { kind, referenceId: "1a2b3c4d", detail: null };
      const generation = sampleGeneration({ state: "failed", failure });
      expect(labels(renderCard(generation, SETTLED, SAMPLE_NOW))).toEqual(["Details"]);
    },
  );
});

describe("a card made after another one", () => {
  const message = { channelId: "333333333333333333", messageId: "666666666666666666" };
  const link =
    "[this video](https://discord.com/channels/222222222222222222/333333333333333333/666666666666666666)";
  const textWith = (
    after: ReturnType<typeof sampleGeneration>["after"],
    facts = NO_FACTS,
  ): string =>
    JSON.stringify(renderCard(sampleGeneration({ after }), SETTLED, SAMPLE_NOW, undefined, facts));

  test.each([
    ["again", "Again of"],
    ["remix", "Remix of"],
    ["frame", "With a frame of"],
  ] as const)("by %s leads back to it", (how, words) => {
    expect(textWith({ how, message })).toContain(`${words} ${link}`);
  });

  test("leads nowhere where that was private, or is deleted by now", () => {
    expect(textWith({ how: "again", message: null })).not.toContain("this video");
    const gone = { ...NO_FACTS, hasParent: false };
    expect(textWith({ how: "again", message }, gone)).not.toContain("this video");
  });
});

describe("the bar of a rendering card", () => {
  const barAt = (elapsedMs: number): string => {
    const generation = sampleGeneration({ state: "rendering", renderingAt: SAMPLE_NOW });
    const readyAt = SAMPLE_NOW + generation.estimate.renderMs;
    const card = renderCard(generation, { ...SETTLED, readyAt }, SAMPLE_NOW + elapsedMs);
    return /[▰▱]+/.exec(JSON.stringify(card))?.[0] ?? "";
  };

  test("fills with the time that it probably takes", () => {
    expect([0, 12_500, 25_000, 37_500].map((ms) => barAt(ms))).toEqual([
      "▱▱▱▱▱▱▱▱▱▱▱▱",
      "▰▰▰▱▱▱▱▱▱▱▱▱",
      "▰▰▰▰▰▰▱▱▱▱▱▱",
      "▰▰▰▰▰▰▰▰▰▱▱▱",
    ]);
  });

  test("is never full before the video is there, and never empty below nothing", () => {
    expect(barAt(10_000_000)).toBe("▰▰▰▰▰▰▰▰▰▰▰▱");
    expect(barAt(-5000)).toBe("▱▱▱▱▱▱▱▱▱▱▱▱");
  });
});
