import { expect, test } from "vitest";
import type { RequestFault } from "../../playground/runware/faults.ts";
import { ask, type Asked } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { only, requested, requestsOf, workRequests } from "../support/runware-requests.ts";
import { setStage, type Stage } from "../support/stage.ts";

const QUICK = { runware: { renderMs: () => 500 } };
const SUBMIT = "videoInference";

/** What came of a generation: videos on the card, and tasks, charges and UUIDs at Runware. */
async function outcome(stage: Stage, asked: Asked) {
  const { attachments } = await asked.over();
  const { tasks, charges } = stage.runware;
  const uuids = requestsOf(stage.runware, SUBMIT).map((sent) => sent.tasks[0]?.["taskUUID"]);
  return {
    videos: attachments.length,
    tasks: tasks.length,
    charges: charges.size,
    taskUUIDs: new Set(uuids).size,
  };
}

const ONCE = { videos: 1, tasks: 1, charges: 1, taskUUIDs: 1 };

/** The types of all requests, in order. */
const typesAsked = ({ runware }: Stage): unknown[] =>
  workRequests(runware).map(({ tasks }) => tasks[0]?.["taskType"]);

test.each<[name: string, fault: RequestFault]>([
  ["429 of a full queue", { refuse: 429 }],
  ["429 with Retry-After", { refuse: 429, retryAfterS: 3 }],
  ["500", { refuse: 500 }],
  ["503", { refuse: 503 }],
  ["504 after the longest queue wait", { refuse: 504 }],
  ["an HTML page with 502", { html: 502 }],
  ["an HTML page with 200", { html: 200 }],
  ["an HTML page with 403 from a firewall", { html: 403 }],
  ["half a JSON after the work was done", { halfJson: true }],
  ["an answer cut in the middle", { cutAnswer: true }],
  ["a connection closed before anything was done", { hangUp: "before" }],
  ["a connection closed after everything was done", { hangUp: "after" }],
  ["an empty 200", { status: 200, body: {} }],
  ["a 200 with nothing in it", { status: 200, body: { data: [] } }],
  [
    "an error of the provider without an address",
    { unaddressed: { code: "providerError", message: "?" } },
  ],
  ["an error that nobody knows", { unaddressed: { code: "neverHeardOf", message: "?" } }],
])("after %s the task is taken once and its video delivered", async (_name, fault) => {
  const stage = await setStage(QUICK);
  stage.runware.faults.next({ match: only(SUBMIT), do: fault });
  expect(await outcome(stage, await ask(stage))).toEqual(ONCE);
});

test.each<["before" | "after"]>([["before"], ["after"]])(
  "a submit that is never answered, %s its work, is given up and the video still comes once",
  async (when) => {
    const stage = await setStage(QUICK);
    stage.runware.faults.next({ match: only(SUBMIT), do: { hang: when } });
    const asked = await ask(stage);
    await requested(stage.runware, () => requestsOf(stage.runware, SUBMIT).length === 1);
    stage.clock.advance(91_000);
    expect(await outcome(stage, asked)).toEqual(ONCE);
    expect(typesAsked(stage).slice(0, 2)).toEqual([SUBMIT, "getResponse"]);
  },
);

test.each(["processing", "noRow", "error"] as const)(
  "a lost submit is sent again where Runware shows an unknown task as %s",
  async (unknownTask) => {
    const stage = await setStage({ runware: { renderMs: () => 500, settings: { unknownTask } } });
    stage.runware.faults.next({ match: only(SUBMIT), do: { hangUp: "before" } });
    expect(await outcome(stage, await ask(stage))).toEqual(ONCE);
    expect(requestsOf(stage.runware, SUBMIT)).toHaveLength(2);
    expect(typesAsked(stage).slice(0, 3)).toEqual([SUBMIT, "getResponse", SUBMIT]);
  },
);

test("a submit whose acknowledgement was lost is found by asking, not sent again", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.next({ match: only(SUBMIT), do: { hangUp: "after" } });
  expect(await outcome(stage, await ask(stage))).toEqual(ONCE);
  expect(requestsOf(stage.runware, SUBMIT)).toHaveLength(1);
});

test("a repeat that Runware calls a conflict counts as taken", async () => {
  const stage = await setStage(QUICK);
  // The task shows no row at first, so asking does not find it and the repeat meets the task.
  stage.runware.faults.task(() => true, { noRow: true });
  stage.runware.faults.next({ match: only(SUBMIT), do: { hangUp: "after" } });
  const asked = await ask(stage);
  const task = await asked.task();
  await requested(stage.runware, () => requestsOf(stage.runware, SUBMIT).length === 2);
  delete task.outcome.noRow;
  expect(await outcome(stage, asked)).toEqual(ONCE);
});

test("many faults in a row on submits and questions still end in one charge", async () => {
  const stage = await setStage(QUICK);
  const faults: RequestFault[] = [
    { hangUp: "before" },
    { refuse: 503 },
    { html: 502 },
    { hangUp: "after" },
    { halfJson: true },
    { refuse: 500 },
  ];
  for (const fault of faults) stage.runware.faults.next({ do: fault });
  const asked = await ask(stage);
  await requested(stage.runware, ({ length }) => length > faults.length);
  expect(await outcome(stage, asked)).toEqual(ONCE);
});

test("a submit lost for more than ten minutes is not sent again, and nobody claims to know its cost", async () => {
  const stage = await setStage(QUICK);
  const { runware, clock } = stage;
  runware.faults.next({ match: only(SUBMIT), do: { hangUp: "before" } });
  const deaf = runware.faults.next({
    match: only("getResponse"),
    times: 1000,
    do: { refuse: 503 },
  });
  const asked = await ask(stage);
  await requested(runware, () => requestsOf(runware, "getResponse").length > 0);
  clock.advance(11 * 60_000);
  deaf();
  const card = await asked.over();
  expect(textOf(card)).toContain("We cannot tell whether it was charged");
  expect(textOf(card)).toContain("Your request counts as free.");
  expect(requestsOf(runware, SUBMIT)).toHaveLength(1);
  expect(requestsOf(runware, "getTaskDetails").length).toBeGreaterThan(0);
  const { taskUUID } = requestsOf(runware, SUBMIT)[0]?.tasks[0] ?? {};
  expect(stage.log.lines).toContainEqual(expect.objectContaining({ level: "error", taskUUID }));
});

test("a task found only in the long-term record after ten minutes is waited for", async () => {
  const stage = await setStage(QUICK);
  const { runware, clock } = stage;
  runware.faults.task(() => true, { noRow: true });
  runware.faults.next({ match: only(SUBMIT), do: { hangUp: "after" } });
  const deaf = runware.faults.next({
    match: only("getResponse"),
    times: 1000,
    do: { refuse: 503 },
  });
  const asked = await ask(stage);
  const task = await asked.task();
  await requested(runware, () => requestsOf(runware, "getResponse").length > 0);
  clock.advance(11 * 60_000);
  deaf();
  await requested(runware, () => requestsOf(runware, "getTaskDetails").length > 0);
  delete task.outcome.noRow;
  expect(await outcome(stage, asked)).toEqual(ONCE);
  expect(requestsOf(runware, SUBMIT)).toHaveLength(1);
});

test("the queue moves on while Runware takes nothing, and everyone is served after it", async () => {
  const stage = await setStage({ ...QUICK, env: { RUNWARE_CONCURRENCY: "2" } });
  const back = stage.runware.faults.next({ match: only(SUBMIT), times: 1000, do: { refuse: 429 } });
  const four = await Promise.all([ask(stage), ask(stage), ask(stage), ask(stage)]);
  await four[0]?.shows(/Runware is busy or not answering/);
  back();
  stage.clock.advance(60_000);
  for (const asked of four) expect((await asked.over()).attachments).toHaveLength(1);
  expect(stage.runware.charges.size).toBe(4);
});

test("a Runware that takes nothing until the deadline ends the card without an order", async () => {
  const stage = await setStage({ ...QUICK, env: { DEADLINE_MINUTES: "5" } });
  stage.runware.faults.next({ match: only(SUBMIT), times: 1000, do: { refuse: 429 } });
  const asked = await ask(stage);
  await asked.shows(/Runware is busy or not answering/);
  stage.clock.advance(5 * 60_000);
  const card = await asked.over();
  expect(textOf(card)).toContain("this video was not ordered");
  expect(textOf(card)).toContain("Nothing was charged.");
});
