import { expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { galleryOf, textOf } from "../support/cards.ts";
import { requested, workRequests } from "../support/runware-requests.ts";
import { setStage } from "../support/stage.ts";

const QUICK = { runware: { renderMs: () => 1000, cost: () => 0.05 } };
const FAILED = { code: "timeoutProvider", message: "no server" };

test("four results play in one gallery, each with alt text, seed and its share of the cost", async () => {
  const stage = await setStage(QUICK);
  const asked = await ask(stage, { results: 4, seed: 7, prompt: "a paper boat" });
  const card = await asked.over();
  expect(card.attachments).toHaveLength(4);
  expect(galleryOf(card).map(({ description }) => description)).toEqual(
    [1, 2, 3, 4].map((n) => `Video ${n} of 4, 5 seconds, without sound: a paper boat`),
  );
  expect(new Set(card.attachments.map(({ filename }) => filename)).size).toBe(4);
  expect(textOf(card)).toMatch(/Seeds 7, 8, 9, 10 · \$0\.20 · made in/);
  expect(stage.runware.tasks).toHaveLength(1);
});

test("results that trickle in are posted together, in their order", async () => {
  const stage = await setStage({
    runware: { renderMs: () => 1000, staggerMs: 4000, cost: () => 0.05 },
  });
  const asked = await ask(stage, { results: 3, seed: 100 });
  const card = await asked.over();
  expect(card.attachments).toHaveLength(3);
  expect(textOf(card)).toContain("Seeds 100, 101, 102 · $0.15");
});

test("nothing is posted while one of the results is still being made", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage, { results: 2 });
  const { taskUUID } = await asked.rendering();
  await stage.runware.finish(taskUUID, 1);
  const polls = workRequests(stage.runware).length;
  stage.clock.advance(60_000);
  await requested(stage.runware, () => workRequests(stage.runware).length > polls + 1);
  expect(asked.card().attachments).toEqual([]);
  await stage.runware.finish(taskUUID);
  expect((await asked.over()).attachments).toHaveLength(2);
});

test("one failed result of four leaves three videos and a sentence", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.task(() => true, { failItems: [1] });
  const asked = await ask(stage, { results: 4 });
  const card = await asked.over();
  expect(card.attachments).toHaveLength(3);
  expect(textOf(card)).toContain("1 video of this request failed at Runware");
  expect(textOf(card)).toContain("$0.15");
  expect(stage.runware.charges.get((await asked.task()).taskUUID)).toBeCloseTo(0.15);
});

test("failed items that stand among the data count as failed too", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.task(() => true, { failItems: [0, 2], errorAt: "item" });
  const card = await (await ask(stage, { results: 4 })).over();
  expect(card.attachments).toHaveLength(2);
  expect(textOf(card)).toContain("2 videos of this request failed at Runware");
});

test("three failures told by a single error leave the one video that was made", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.task(() => true, { failItems: [0, 1, 2], errorEntries: "one" });
  const asked = await ask(stage, { results: 4 });
  await asked.rendering();
  stage.clock.advance(60_000);
  const card = await asked.over();
  expect(card.attachments).toHaveLength(1);
  expect(textOf(card)).toContain("3 videos of this request failed at Runware");
});

test("a whole task that fails with one error entry ends with its sentence", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.task(() => true, { error: FAILED, errorEntries: "one" });
  const card = await (await ask(stage, { results: 4 })).over();
  expect(card.attachments).toEqual([]);
  expect(textOf(card)).toContain("The provider gave up on this video because it took too long.");
  expect(textOf(card)).toContain("Nothing was charged.");
});

test("results without a cost are counted at the estimate, and the card says so", async () => {
  const stage = await setStage({ ...QUICK, env: { PRICES: "360p:5:silent=0.03" } });
  stage.runware.faults.task(() => true, { noCost: true });
  const card = await (await ask(stage, { results: 3 })).over();
  expect(card.attachments).toHaveLength(3);
  expect(textOf(card)).toContain("$0.09 (estimate)");
});

test("one broken task among several does not keep the others from their videos", async () => {
  const stage = await setStage(QUICK);
  const isDoomed = (body: Record<string, unknown>) => body["positivePrompt"] === "doomed";
  stage.runware.faults.task(isDoomed, { error: FAILED });
  const [good, doomed, fine] = await Promise.all([
    ask(stage),
    ask(stage, { prompt: "doomed" }),
    ask(stage),
  ]);
  expect((await good.over()).attachments).toHaveLength(1);
  expect((await fine.over()).attachments).toHaveLength(1);
  expect(textOf(await doomed.over())).toContain("❌");
});

test("polls of several generations are one request with all of them", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const three = await Promise.all([ask(stage), ask(stage), ask(stage)]);
  const tasks = await Promise.all(three.map((asked) => asked.rendering()));
  stage.clock.advance(60_000);
  const together = await requested(stage.runware, (requests) =>
    requests.find(({ tasks }) => tasks.length === 3),
  );
  const asked = new Set(together.tasks.map(({ taskUUID }) => taskUUID));
  expect(asked).toEqual(new Set(tasks.map(({ taskUUID }) => taskUUID)));
});
