import { expect, test } from "vitest";
import { OTHER_TASK, row, setWebhookBench, TASK } from "./support/webhook-bench.ts";

const error = { code: "timeoutProvider", message: "too late", taskUUID: TASK };

test.each([
  ["a row alone", row()],
  ["a row alone that is still being worked on", { taskUUID: TASK, status: "processing" }],
  ["a row alone that failed", { taskUUID: TASK, status: "error", error: { code: "x" } }],
  ["rows in data", { data: [row("b1"), row("b2")] }],
  ["failures in errors", { errors: [error] }],
  ["failures beside empty data", { data: [], errors: [error] }],
  ["rows and failures", { data: [row()], errors: [error] }],
  ["a failure that names no task", { errors: [{ code: "x", message: "y" }] }],
  ["names in capital letters", row("b1", TASK.toUpperCase())],
  ["fields nobody knows", { ...row(), progress: { of: [1] }, cost: "unknown", seed: null }],
])("%s is taken, and makes somebody ask", async (_shape, body) => {
  const { post, news } = await setWebhookBench();
  expect(await post(body)).toEqual({ status: 204, text: "" });
  expect(news).toEqual([TASK]);
});

test("a content type with a character set is JSON all the same", async () => {
  const { post, news, address } = await setWebhookBench();
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  expect((await post(row(), address(), headers)).status).toBe(204);
  expect(news).toHaveLength(1);
});

test("parameters that Runware or a proxy adds to the address do no harm", async () => {
  const { post, news, address } = await setWebhookBench();
  expect((await post(row(), `${address()}&attempt=2`)).status).toBe(204);
  expect(news).toHaveLength(1);
});

test("a copy is answered like the original and makes nobody ask again", async () => {
  const { post, news, lines } = await setWebhookBench();
  const statuses = [];
  for (let copy = 0; copy < 5; copy += 1) statuses.push((await post(row())).status);
  expect(statuses).toEqual([204, 204, 204, 204, 204]);
  expect(news).toHaveLength(1);
  expect(lines.filter(({ kind }) => kind === "known news")).toHaveLength(1);
});

test("copies that arrive at the same time make somebody ask once", async () => {
  const { post, news } = await setWebhookBench();
  const answers = await Promise.all(Array.from({ length: 8 }, () => post({ data: [row()] })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
  expect(news).toHaveLength(1);
});

test("each video of a task is news of its own", async () => {
  const { post, news } = await setWebhookBench();
  for (const video of ["b1", "b2", "b3", "b4"]) await post(row(video));
  expect(news).toHaveLength(4);
});

test("failures that look alike are each news, since four videos may fail alike", async () => {
  const { post, news } = await setWebhookBench();
  for (let video = 0; video < 4; video += 1) await post({ errors: [error] });
  expect(news).toHaveLength(4);
});

test("a task that was announced as in work is asked for again when it is finished", async () => {
  const { post, news } = await setWebhookBench();
  await post({ taskUUID: TASK, status: "processing" });
  await post({ taskUUID: TASK, status: "processing" });
  await post(row());
  expect(news).toHaveLength(2);
});

test("somebody with the address of one task cannot make the bot ask without end", async () => {
  const { post, news } = await setWebhookBench();
  for (let video = 0; video < 40; video += 1) await post(row(`made up ${video}`));
  expect(news).toHaveLength(16);
});

test("tasks do not share what is known of their videos", async () => {
  const { post, news, address } = await setWebhookBench();
  await post(row("b1"));
  await post(row("b1", OTHER_TASK), address(OTHER_TASK));
  expect(news).toEqual([TASK, OTHER_TASK]);
});
