import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { buttonsOf, textOf } from "../support/cards.ts";
import { openStage, type Stage } from "../support/stage.ts";

/** Verdicts that come after Runware has taken a task, by the table of error codes (reference, §9). */
const SENTENCES = {
  moderation: "The provider's content moderation refused this request.",
  badParameter: "Runware did not accept these settings.",
  timeout: "The provider gave up on this video because it took too long.",
  provider: "Runware could not make this video.",
  credit: "This bot's Runware account has run out of credit.",
  auth: "Runware does not accept this bot's key.",
} as const;

type Kind = keyof typeof SENTENCES;
type Verdict = [code: string, kind: Kind, message?: string];

const of = (kind: Kind, codes: string): Verdict[] =>
  codes.split(" ").map((code) => [code, kind] as const satisfies Verdict);

const BY_CODE: Verdict[] = [
  ...of(
    "moderation",
    "invalidProviderContent contentPolicyViolation providerContentPolicyViolation",
  ),
  ...of("moderation", "sensitiveContentDetected unsafeContentDetected nsfwContentDetected"),
  ...of("moderation", "promptBlocked imageBlocked moderationFailed"),
  ...of("timeout", "timeoutProvider providerTimeout providerGatewayTimeout"),
  ...of("provider", "providerError providerUnavailable providerBadGateway providerInternalError"),
  ...of("provider", "inferenceError processingFailed taskFailed downloadFailed uploadFailed"),
  ...of("provider", "noAvailableServer modelUnavailable modelDisabled modelNotReady"),
  ...of("provider", "providerRateLimitExceeded inferenceRateLimitExceeded rateLimitExceeded"),
  ...of("provider", "internalServerError serviceUnavailable serverUnavailable standardError"),
  ...of("provider", "unknownError unrecognizedResponse taskExpired taskCancelled"),
  // Runware's own account with the provider: nothing that this bot's operator could fill up.
  ...of("provider", "providerInsufficientCredits thirdPartyInsufficientCredits"),
  ...of("provider", "somethingNobodyHasHeardOf 1234"),
  ...of("badParameter", "invalidFrameImageWidth unsupportedDuration unsupportedParameter"),
  ...of("badParameter", "missingParameter valueTooLong incompatibleParameters modelNotFound"),
  ...of("badParameter", "mismatchProviderSettingsProvider"),
  ...of("credit", "insufficientCredits quotaExceeded paymentRequired"),
  ...of("auth", "invalidApiKey missingApiKey unauthorized forbidden insufficientPermissions"),
  ...of("auth", "tokenExpired accountSuspended organizationDisabled workspaceSuspended"),
];

/** The same codes mean something else by what their text says. */
const BY_TEXT: Verdict[] = [
  ["providerError", "moderation", "The request was flagged by content moderation."],
  ["invalidProviderResponse", "moderation", "Filtered out by responsible AI practices."],
  ["providerError", "moderation", "It may violate our usage guidelines."],
  ["inferenceError", "moderation", "NSFW content was found."],
  ["unheardOf", "moderation", "This violates the Content Policy."],
  ["invalidPositivePrompt", "moderation", "The prompt was flagged."],
  ["invalidPositivePrompt", "badParameter", "The prompt has to have 2048 characters at most."],
  ["invalidProviderResponse", "provider", "The provider sent something unreadable."],
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ runware: { renderMs: () => 500 } });
});
afterAll(() => stage.close());

/** Runs a request whose task fails so, and gives its card. */
async function failedCard(
  error: { code: string; message: string; responseContent?: unknown },
  outcome: object = {},
) {
  const undo = stage.runware.faults.task(() => true, { error, ...outcome }, 1);
  const asked = await ask(stage);
  const card = await asked.over();
  undo();
  const { taskUUID } = await asked.task();
  const [, reference = "none"] = /Reference: `(\w+)`/.exec(textOf(card)) ?? [];
  return { card, text: textOf(card), taskUUID, reference };
}

describe.each([...BY_CODE, ...BY_TEXT])("a task that fails with %s", (code, kind, message) => {
  test(`is a case of ${kind}${message === undefined ? "" : `: ${message}`}`, async () => {
    const words = message ?? "Inner words of the provider";
    const { card, text, taskUUID, reference } = await failedCard({ code, message: words });
    expect(text).toContain(SENTENCES[kind]);
    expect(text).toContain("Nothing was charged.");
    expect(text).not.toContain(words);
    expect(card.attachments).toEqual([]);
    // The same prompt would be refused again; everything else may work another time.
    const isFinal = kind === "moderation" || kind === "badParameter";
    expect(buttonsOf(card)).toEqual(isFinal ? ["Details"] : ["Try again", "Details"]);
    const isLoud = kind === "credit" || kind === "auth";
    expect(stage.log.lines).toContainEqual(
      expect.objectContaining({
        referenceId: reference,
        taskUUID,
        level: isLoud ? "error" : "warn",
      }),
    );
    expect(stage.log.lines).toContainEqual(
      expect.objectContaining({ referenceId: reference, code }),
    );
  });
});

test("moderation is recognised by the words of the provider behind Runware", async () => {
  const { text } = await failedCard({
    code: "providerError",
    message: "The provider could not do it.",
    responseContent: { ErrMsg: "Contents moderation failed", status: 7 },
  });
  expect(text).toContain(SENTENCES.moderation);
  expect(text).not.toContain("Contents moderation failed");
});

test("a failure that stands among the data is read like one among the errors", async () => {
  const error = { code: "invalidProviderContent", message: "no" };
  const { text } = await failedCard(error, { errorAt: "item" });
  expect(text).toContain(SENTENCES.moderation);
});

test("what the provider said of a failure is in the log, without addresses", async () => {
  const message = "See https://upstream.example.com/job?key=s3cr3t for more.";
  const { reference } = await failedCard({ code: "providerError", message });
  const lines = stage.log.lines.filter(({ referenceId }) => referenceId === reference);
  expect(JSON.stringify(lines)).toContain("See [address] for more.");
  expect(JSON.stringify(stage.log.lines)).not.toContain("s3cr3t");
});

test("Try again after a provider's time-out orders the same once more and delivers it", async () => {
  const { card } = await failedCard({ code: "timeoutProvider", message: "late" });
  const before = stage.runware.tasks.length;
  const press = await stage.member.press(card, "Try again");
  const answer = await press.message();
  await stage.member
    .in(stage.channel)
    .waitFor((all) => all.find(({ id }) => id === answer.id)?.attachments.length === 1);
  expect(stage.runware.tasks).toHaveLength(before + 1);
});
