import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { buttonsOf, textOf } from "../support/cards.ts";
import { only, requestsOf } from "../support/runware-requests.ts";
import { openStage, setStage, type Stage } from "../support/stage.ts";

const SENTENCES = {
  auth: "Runware does not accept this bot's key.",
  credit: "This bot's Runware account has run out of credit.",
  badParameter: "Runware did not accept these settings.",
  moderation: "The provider's content moderation refused this request.",
} as const;

type Kind = keyof typeof SENTENCES;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ runware: { renderMs: () => 500 } });
});
afterAll(() => stage.close());

test.each<[status: number, error: { code: string; [more: string]: unknown }, kind: Kind]>([
  [401, { code: "invalidApiKey" }, "auth"],
  [401, { code: "tokenExpired" }, "auth"],
  [403, { code: "insufficientPermissions" }, "auth"],
  [403, { code: "organizationSuspended" }, "auth"],
  [401, { code: "codeNobodyKnows" }, "auth"],
  [402, { code: "insufficientCredits" }, "credit"],
  [402, { code: "codeNobodyKnows" }, "credit"],
  [
    400,
    { code: "unsupportedDuration", parameter: "duration", allowedValues: [5, 8] },
    "badParameter",
  ],
  [400, { code: "incompatibleParameters", parameter: ["width", "resolution"] }, "badParameter"],
  [400, { code: "invalidWidth", min: 128, max: 2048, multiplier: 16 }, "badParameter"],
  [400, { code: "codeNobodyKnows" }, "badParameter"],
  [404, { code: "modelNotFound" }, "badParameter"],
  [413, { code: "payloadTooLarge" }, "badParameter"],
  [400, { code: "invalidProviderContent" }, "moderation"],
  [400, { code: "promptBlocked" }, "moderation"],
  [400, { code: "invalidPositivePrompt", message: "It was flagged as unsafe." }, "moderation"],
  [
    400,
    { code: "invalidSafetyMode", parameter: "safety.mode", message: "Not a safety mode." },
    "badParameter",
  ],
  // Refusals also come inside a 200.
  [200, { code: "unsupportedParameter" }, "badParameter"],
  [200, { code: "contentPolicyViolation" }, "moderation"],
])(
  "a submit answered %i %o ends as %s, is not repeated and costs nothing",
  async (status, error, kind) => {
    const { runware, log } = stage;
    const before = requestsOf(runware, "videoInference").length;
    const body = { data: [], errors: [{ message: "Words of theirs.", ...error }] };
    runware.faults.next({ match: only("videoInference"), do: { status, body } });
    const card = await (await ask(stage)).over();
    const text = textOf(card);
    expect(text).toContain(SENTENCES[kind]);
    expect(text).toContain("Nothing was charged.");
    expect(text).not.toContain("Words of theirs.");
    expect(requestsOf(runware, "videoInference")).toHaveLength(before + 1);
    expect(runware.tasks).toEqual([]);
    const [, referenceId = "none"] = /Reference: `(\w+)`/.exec(text) ?? [];
    const end = log.lines.find((line) => line["referenceId"] === referenceId);
    expect(end).toMatchObject({ level: kind === "auth" || kind === "credit" ? "error" : "warn" });
    const refusal = log.lines.find(
      (line) => line["code"] === error.code && line["generationId"] === end?.["generationId"],
    );
    expect(refusal).toMatchObject({ level: "error" });
  },
);

test("an account without credit says so to members, loudly to the operator, and goes on after a top-up", async () => {
  const own = await setStage({ runware: { renderMs: () => 500, settings: { creditUsd: 0.01 } } });
  const card = await (await ask(own)).over();
  await own.log.waitFor(
    "an account at the provider has little credit left, or none",
    ({ state }) => state === "empty",
  );
  expect(textOf(card)).toContain(SENTENCES.credit);
  expect(own.log.lines).toContainEqual(
    expect.objectContaining({ level: "error", msg: expect.stringContaining("no credit left") }),
  );
  own.runware.settings.creditUsd = 100;
  // The bot looks at the balance once a minute meanwhile.
  await expect
    .poll(
      () => {
        own.clock.advance(60_000);
        return own.log.lines.map(({ msg }) => msg);
      },
      { timeout: 15_000 },
    )
    .toContain("an account at the provider has enough credit again");
  const press = await own.member.press(card, "Try again");
  const { id } = await press.message();
  await own.member
    .in(own.channel)
    .waitFor((all) => all.find((message) => message.id === id)?.attachments.length === 1);
  expect(own.runware.charges.size).toBe(1);
  expect(buttonsOf(card)).toContain("Try again");
});

test("a wrong API key ends the card with a sentence and never shows in the log", async () => {
  const own = await setStage({ env: { RUNWARE_API_KEY: "wrong-key-0123456789" } });
  const card = await (await ask(own)).over();
  expect(textOf(card)).toContain(SENTENCES.auth);
  expect(JSON.stringify(own.log.lines)).not.toContain("wrong-key-0123456789");
});
