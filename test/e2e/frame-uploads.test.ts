import { expect, test } from "vitest";
import type { RequestFault } from "../../playground/runware/faults.ts";
import { ask } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { jpegOf } from "../support/pictures.ts";
import { only, requestsOf } from "../support/runware-requests.ts";
import { setStage } from "../support/stage.ts";

/** Above the 4 MiB that go inside a task. */
const LARGE_BYTES = 4 * 1024 * 1024 + 1;
const ROOMY = { runware: { renderMs: () => 500 }, guild: { boostTier: 2 as const } };

test.each<[name: string, fault: RequestFault]>([
  ["429", { refuse: 429, retryAfterS: 1 }],
  ["503", { refuse: 503 }],
  ["an HTML page", { html: 502 }],
  ["half a JSON", { halfJson: true }],
  ["a closed connection", { hangUp: "before" }],
  ["an answer lost after the work was done", { hangUp: "after" }],
])(
  "%s on the upload of a frame is tried again before anything is ordered",
  async (_name, fault) => {
    const stage = await setStage(ROOMY);
    const { runware } = stage;
    runware.faults.next({ match: only("mediaStorage"), do: fault });
    const asked = await ask(stage, {
      first_frame: { name: "a.jpg", bytes: await jpegOf(LARGE_BYTES) },
    });
    expect((await asked.over()).attachments).toHaveLength(1);
    expect(requestsOf(runware, "mediaStorage")).toHaveLength(2);
    expect(requestsOf(runware, "videoInference")).toHaveLength(1);
  },
);

test.each([
  [400, "imageBlocked", "The provider's content moderation refused this request."],
  [400, "invalidMedia", "Runware did not accept these settings."],
  [401, "invalidApiKey", "Runware does not accept this bot's key."],
  [402, "insufficientCredits", "has run out of credit"],
])(
  "a frame refused with %i %s ends the card, and nothing is ordered",
  async (status, code, sentence) => {
    const stage = await setStage(ROOMY);
    const { runware } = stage;
    const body = { data: [], errors: [{ code, message: "no" }] };
    runware.faults.next({ match: only("mediaStorage"), do: { status, body } });
    const asked = await ask(stage, {
      first_frame: { name: "a.jpg", bytes: await jpegOf(LARGE_BYTES) },
    });
    expect(textOf(await asked.over())).toContain(sentence);
    expect(requestsOf(runware, "videoInference")).toEqual([]);
  },
);

test("what was uploaded is remembered over a restart", async () => {
  const stage = await setStage(ROOMY);
  const bytes = await jpegOf(LARGE_BYTES);
  await (await ask(stage, { first_frame: { name: "a.jpg", bytes } })).over();
  await stage.stopBot();
  await stage.startBot();
  await (await ask(stage, { last_frame: { name: "b.jpg", bytes } })).over();
  expect(requestsOf(stage.runware, "mediaStorage")).toHaveLength(1);
});
