import { expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { buttonsOf, textOf } from "../support/cards.ts";
import { requested, requestsOf } from "../support/runware-requests.ts";
import { setStage } from "../support/stage.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SLOW = {
  runware: { manual: true },
  env: { DEADLINE_MINUTES: "10", RUNWARE_CONCURRENCY: "1" },
};

test("a task past DEADLINE_MINUTES is said to be late, and its slot goes to the next", async () => {
  const stage = await setStage(SLOW);
  const late = await ask(stage);
  const next = await ask(stage);
  await late.rendering();
  expect(stage.runware.tasks).toHaveLength(1);
  stage.clock.advance(10 * MINUTE_MS);
  await late.shows(/takes much longer than usual/);
  const { taskUUID } = await next.rendering();
  await stage.runware.finish(taskUUID);
  stage.clock.advance(MINUTE_MS);
  expect((await next.over()).attachments).toHaveLength(1);
  expect(late.card().attachments).toEqual([]);
});

test("a task that never finishes ends an hour after its deadline with a sentence and Try again", async () => {
  const stage = await setStage(SLOW);
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  stage.clock.advance(10 * MINUTE_MS);
  await asked.shows(/takes much longer than usual/);
  stage.clock.advance(HOUR_MS);
  const card = await asked.over();
  expect(textOf(card)).toContain("Runware never finished this video.");
  expect(textOf(card)).toContain(
    "We cannot tell whether it was charged; it counts as free for you.",
  );
  expect(buttonsOf(card)).toContain("Try again");
  const [, referenceId = "none"] = /Reference: `(\w+)`/.exec(textOf(card)) ?? [];
  expect(stage.log.lines).toContainEqual(expect.objectContaining({ referenceId, taskUUID }));
});

test("a result that comes within the hour after the deadline is delivered", async () => {
  const stage = await setStage(SLOW);
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  stage.clock.advance(10 * MINUTE_MS);
  await asked.shows(/takes much longer than usual/);
  stage.clock.advance(40 * MINUTE_MS);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(MINUTE_MS);
  const card = await asked.over();
  expect(card.attachments).toHaveLength(1);
  expect(stage.runware.charges.size).toBe(1);
});

test("a late task is asked for about once a minute", async () => {
  const stage = await setStage(SLOW);
  const asked = await ask(stage);
  await asked.rendering();
  stage.clock.advance(10 * MINUTE_MS);
  await asked.shows(/takes much longer than usual/);
  const polls = (): number => requestsOf(stage.runware, "getResponse").length;
  const before = polls();
  stage.clock.advance(MINUTE_MS);
  await requested(stage.runware, () => polls() > before);
  stage.clock.advance(MINUTE_MS);
  await requested(stage.runware, () => polls() > before + 1);
  expect(polls()).toBeLessThan(before + 5);
});

test("a batch that is half done at the last moment is delivered as far as it came", async () => {
  const stage = await setStage(SLOW);
  const asked = await ask(stage, { results: 3 });
  const { taskUUID } = await asked.rendering();
  await stage.runware.finish(taskUUID, 2);
  stage.clock.advance(10 * MINUTE_MS);
  await asked.shows(/takes much longer than usual/);
  stage.clock.advance(HOUR_MS);
  const card = await asked.over();
  expect(card.attachments).toHaveLength(2);
  expect(textOf(card)).toContain("1 video of this request");
});

test("a task that Runware accepted and shows no row of ends at its deadline, not before", async () => {
  const stage = await setStage(SLOW);
  stage.runware.faults.task(() => true, { noRow: true });
  const asked = await ask(stage);
  await asked.rendering();
  stage.clock.advance(9 * MINUTE_MS);
  await requested(stage.runware, () => requestsOf(stage.runware, "getResponse").length > 1);
  expect(textOf(asked.card())).toContain("Rendering");
  stage.clock.advance(MINUTE_MS);
  await asked.shows(/takes much longer than usual/);
  stage.clock.advance(HOUR_MS);
  expect(textOf(await asked.over())).toContain("Runware never finished this video.");
  expect(requestsOf(stage.runware, "videoInference")).toHaveLength(1);
});

test("a bot that was off past deadline and hour asks once more before it gives up", async () => {
  const stage = await setStage(SLOW);
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.stopBot();
  await stage.runware.finish(taskUUID);
  stage.clock.advance(3 * HOUR_MS);
  await stage.startBot();
  expect((await asked.over()).attachments).toHaveLength(1);
});
