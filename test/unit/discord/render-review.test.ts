import { array, assert, constantFrom, integer, option, property, record, string } from "fast-check";
import { expect, test } from "vitest";
import { checkBody } from "../../../playground/discord/check-body.ts";
import { checkMessage } from "../../../playground/discord/check-message.ts";
import { renderReview } from "../../../src/discord/log-channel/render-review.ts";
import { renderReport } from "../../../src/discord/moderation/render-report.ts";
import { STATES, VERDICTS, type Video } from "../../../src/generation/generation.ts";
import { SAMPLE_NOW, sampleGeneration } from "../../support/sample-generation.ts";

const prompts = string({ unit: "binary", minLength: 1, maxLength: 60 }).map((text) =>
  text.repeat(Math.ceil(2048 / text.length)).slice(0, 2048),
);

const videos = array(
  record({
    flagged: constantFrom(true, false),
    verdict: constantFrom(...VERDICTS),
    by: option(constantFrom("444444444444444445")),
    urlLength: integer({ min: 20, max: 500 }),
    isLink: constantFrom(true, false),
  }),
  { minLength: 1, maxLength: 4 },
);

test("a question to moderators is a message that Discord takes, whatever was asked and decided", () => {
  assert(
    property(
      constantFrom(...STATES),
      prompts,
      option(prompts),
      option(constantFrom({ by: "444444444444444446", at: SAMPLE_NOW })),
      videos,
      (state, prompt, negativePrompt, cancel, given) => {
        const generation = sampleGeneration({
          state,
          cancel,
          videos: given.map(({ flagged, verdict, by, urlLength }, index): Video => ({
            videoUUID: String(index),
            url: `https://x.test/${"a".repeat(urlLength)}`,
            seed: index,
            costMicroUsd: 1,
            flagged,
            review: { verdict, by, at: by === null ? null : SAMPLE_NOW },
            posted: null,
          })),
          request: { prompt, negativePrompt, results: given.length },
        });
        const files = given.map(({ isLink }, index) => ({
          index,
          fileName: isLink ? null : `video-${index + 1}.mp4`,
        }));
        expect(complaints(renderReview(generation, files), files)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("so is a report, however long its reason", () => {
  assert(
    property(prompts, prompts, (prompt, reason) => {
      const generation = sampleGeneration({ request: { prompt } });
      const { components } = renderReport(generation, "1", reason.slice(0, 1000));
      expect(complaints(components, [])).toEqual([]);
    }),
  );
});

/** What Discord would have against a message of these components; nothing where it would take it. */
function complaints(
  components: object[],
  files: readonly { fileName: string | null }[],
): unknown[] {
  const names = files.flatMap(({ fileName }) => fileName ?? []);
  const body = {
    flags: 1 << 15,
    components,
    attachments: names.map((filename, index) => ({ id: String(index), filename })),
  };
  const verdict = checkBody("PATCH", "/channels/1/messages/1", body);
  const refusal = checkMessage(body, {
    maxBytes: 1000,
    uploadedFiles: names.map((filename, index) => ({ id: index, filename, size: 1 })),
  });
  return [...(verdict.ok ? [] : [verdict.errors]), ...(refusal === null ? [] : [refusal])];
}
