import { describe, expect, test } from "vitest";
import type { RequestFault } from "../../playground/runware/faults.ts";
import { ask } from "../support/asking.ts";
import { textOf } from "../support/cards.ts";
import { only, requested, requestsOf } from "../support/runware-requests.ts";
import { setStage } from "../support/stage.ts";

const QUICK = { runware: { renderMs: () => 500 } };
const POLL = only("getResponse");

describe.each<[name: string, fault: RequestFault]>([
  ["401", { refuse: 401 }],
  ["402", { refuse: 402 }],
  ["429 with Retry-After", { refuse: 429, retryAfterS: 2 }],
  ["500", { refuse: 500 }],
  ["503", { refuse: 503 }],
  ["504", { refuse: 504 }],
  ["an HTML page", { html: 502 }],
  ["an HTML page with 200", { html: 200 }],
  ["half a JSON", { halfJson: true }],
  ["an answer cut in the middle", { cutAnswer: true }],
  ["a closed connection", { hangUp: "before" }],
  ["a connection closed after the work", { hangUp: "after" }],
  [
    "an error without an address in a 200",
    { unaddressed: { code: "timeoutProvider", message: "?" } },
  ],
  [
    "an unaddressed refusal of the moderation",
    { unaddressed: { code: "promptBlocked", message: "?" } },
  ],
  ["no row at all", { status: 200, body: { data: [] } }],
  ["null for its lists", { status: 200, body: { data: null, errors: null } }],
  ["rows of the wrong kind", { status: 200, body: { data: [null, 7, "x", [], {}] } }],
  [
    "rows of somebody else",
    { status: 200, body: { data: [{ taskUUID: crypto.randomUUID(), status: "error" }] } },
  ],
])("polls answered with %s", (_name, fault) => {
  test("say nothing about the task: its video is delivered", async () => {
    const stage = await setStage(QUICK);
    stage.runware.faults.next({ match: POLL, times: 2, do: fault });
    const asked = await ask(stage);
    await requested(stage.runware, () => requestsOf(stage.runware, "getResponse").length > 1);
    stage.clock.advance(20_000);
    expect((await asked.over()).attachments).toHaveLength(1);
    expect(requestsOf(stage.runware, "videoInference")).toHaveLength(1);
    expect(stage.runware.charges.size).toBe(1);
  });
});

test("a poll that is never answered is given up and asked again", async () => {
  const stage = await setStage(QUICK);
  stage.runware.faults.next({ match: POLL, do: { hang: "before" } });
  const asked = await ask(stage);
  await requested(stage.runware, () => requestsOf(stage.runware, "getResponse").length === 1);
  stage.clock.advance(16_000);
  expect((await asked.over()).attachments).toHaveLength(1);
});

test("one broken row in the answer about three generations hurts neither neighbour", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const three = await Promise.all([ask(stage), ask(stage), ask(stage)]);
  const [first, broken, third] = await Promise.all(three.map((asked) => asked.rendering()));
  await stage.runware.finish(first?.taskUUID ?? "");
  await stage.runware.finish(third?.taskUUID ?? "");
  const row = ({ taskUUID = "", results = [] }: Partial<NonNullable<typeof first>> = {}) => ({
    taskType: "videoInference",
    taskUUID,
    status: "success",
    videoUUID: results[0]?.videoUUID,
    videoURL: results[0]?.videoURL,
  });
  const rows = [row(first), { ...row(broken), videoURL: 17, status: { odd: true } }, row(third)];
  stage.runware.faults.next({
    match: (tasks) => POLL(tasks) && tasks.length === 3,
    do: { status: 200, body: { data: rows } },
  });
  stage.clock.advance(60_000);
  const [one, two, last] = three;
  expect((await one?.over())?.attachments).toHaveLength(1);
  expect((await last?.over())?.attachments).toHaveLength(1);
  await stage.runware.finish(broken?.taskUUID ?? "");
  stage.clock.advance(15_000);
  expect((await two?.over())?.attachments).toHaveLength(1);
});

test("a batch that is refused because of one task is asked in parts", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const three = await Promise.all([ask(stage), ask(stage), ask(stage)]);
  const tasks = await Promise.all(three.map((asked) => asked.rendering()));
  const culprit = tasks[1]?.taskUUID;
  await Promise.all(tasks.map(({ taskUUID }) => stage.runware.finish(taskUUID)));
  const heal = stage.runware.faults.next({
    match: (asked) => POLL(asked) && asked.some(({ taskUUID }) => taskUUID === culprit),
    times: 1000,
    do: { refuse: 400 },
  });
  stage.clock.advance(60_000);
  expect((await three[0]?.over())?.attachments).toHaveLength(1);
  expect((await three[2]?.over())?.attachments).toHaveLength(1);
  heal();
  stage.clock.advance(60_000);
  expect((await three[1]?.over())?.attachments).toHaveLength(1);
});

test("a key that stops working while a video is made is told to the operator once, and nothing is lost", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.runware.finish(taskUUID);
  const heal = stage.runware.faults.next({ match: POLL, times: 1000, do: { refuse: 401 } });
  stage.clock.advance(60_000);
  const refused = (): number =>
    stage.runware.requests.filter(({ status }) => status === 401).length;
  await requested(stage.runware, () => refused() > 2);
  heal();
  stage.clock.advance(60_000);
  expect((await asked.over()).attachments).toHaveLength(1);
  const loud = stage.log.lines.filter(
    ({ level, msg }) => level === "error" && String(msg).includes("refuses the API key"),
  );
  expect(loud).toHaveLength(1);
});

test("while Runware does not answer at all the card says that nothing is lost", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  const heal = stage.runware.faults.next({ match: POLL, times: 10_000, do: { refuse: 503 } });
  stage.clock.advance(60_000);
  const card = await asked.shows(/Runware is busy or not answering/);
  expect(textOf(card)).toContain("Nothing is lost");
  heal();
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  expect((await asked.over()).attachments).toHaveLength(1);
});

test("the status words that other clients know all count as still being made", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  for (const status of ["queued", "pending", "scheduled", "waiting", "somethingNew"]) {
    const row = { taskType: "videoInference", taskUUID, status };
    stage.runware.faults.next({ match: POLL, do: { status: 200, body: { data: [row] } } });
  }
  const before = requestsOf(stage.runware, "getResponse").length;
  stage.clock.advance(60_000);
  await requested(
    stage.runware,
    () => requestsOf(stage.runware, "getResponse").length >= before + 5,
  );
  expect(textOf(asked.card())).toContain("Rendering");
  await stage.runware.finish(taskUUID);
  expect((await asked.over()).attachments).toHaveLength(1);
});
