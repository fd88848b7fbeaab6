import { expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { buttonsOf, textOf } from "../support/cards.ts";
import { beginWith } from "../support/guild-settings.ts";
import { setStage, type Stage, type StageOptions } from "../support/stage.ts";

// What moderators do with flagged results is in `review/`; here they chose to see none of them.

const QUICK = { runware: { renderMs: () => 1000, cost: () => 0.05 } };

async function withoutReview(options: StageOptions): Promise<Stage> {
  const stage = await setStage(options);
  await beginWith(stage, { review: { mode: "none", first: 3 } });
  return stage;
}

test("every task asks for the fast safety check", async () => {
  const stage = await setStage(QUICK);
  const { body } = await (await ask(stage)).task();
  expect(body["safety"]).toEqual({ checkContent: true, mode: "fast" });
});

test("a flagged result is withheld with a sentence, and what it cost is shown", async () => {
  const stage = await withoutReview(QUICK);
  stage.runware.faults.task(() => true, { nsfw: [0] });
  const asked = await ask(stage);
  const card = await asked.over();
  expect(card.attachments).toEqual([]);
  expect(textOf(card)).toContain("The safety check found something in the video");
  expect(textOf(card)).toContain("It cost $0.05.");
  expect(buttonsOf(card)).toEqual(["Details"]);
});

test("no byte and no address of a flagged result ever reaches Discord", async () => {
  const stage = await withoutReview(QUICK);
  stage.runware.faults.task(() => true, { nsfw: [0, 2] });
  const asked = await ask(stage, { results: 3 });
  await asked.over();
  const { results } = await asked.task();
  const flagged = results.filter(({ nsfw }) => nsfw).map(({ videoUUID }) => videoUUID);
  const { wire } = stage.discord;
  await stage.discord.waitFor(() => wire.entries.some(({ files }) => files.length > 0));
  const sent = JSON.stringify(wire.entries);
  expect(flagged).toHaveLength(2);
  for (const videoUUID of flagged) expect(sent).not.toContain(videoUUID);
  expect(wire.entries.flatMap(({ files }) => files)).toHaveLength(1);
});

test("of four results with one flagged, the three clean ones play and a sentence stands for the other", async () => {
  const stage = await withoutReview(QUICK);
  stage.runware.faults.task(() => true, { nsfw: [2] });
  const card = await (await ask(stage, { results: 4 })).over();
  expect(card.attachments).toHaveLength(3);
  expect(textOf(card)).toContain("Video 3 is not shown: the safety check found something in it.");
  expect(textOf(card)).toContain("$0.20");
});

test("flagged and failed results of one request are each told apart", async () => {
  const stage = await withoutReview(QUICK);
  stage.runware.faults.task(() => true, { nsfw: [0], failItems: [1] });
  const card = await (await ask(stage, { results: 3 })).over();
  expect(card.attachments).toHaveLength(1);
  expect(textOf(card)).toContain("Video 1 is not shown");
  expect(textOf(card)).toContain("1 video of this request failed at Runware");
});

test("a flagged result that comes without a cost is counted at the estimate", async () => {
  const stage = await withoutReview({ ...QUICK, env: { PRICES: "360p:5:silent=0.03" } });
  stage.runware.faults.task(() => true, { nsfw: [0], noCost: true });
  const card = await (await ask(stage)).over();
  expect(textOf(card)).toContain("it is counted as about $0.03");
});
