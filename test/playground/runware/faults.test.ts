import { expect, test } from "vitest";
import { poll, post, videoTask } from "./client.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest();

const MODERATED = { code: "invalidProviderContent", message: "flagged by content moderation" };

test.each([
  [401, "invalidApiKey"],
  [402, "insufficientCredits"],
  [429, "rateLimitExceeded"],
  [503, "serviceUnavailable"],
  [504, "timeoutProvider"],
])("a request can be refused with %i", async (refuse, code) => {
  runware.current.faults.next({ do: { refuse } });
  const task = videoTask();
  expect(await post(runware.current, [task])).toMatchObject({ status: refuse, errors: [{ code }] });
  expect(runware.current.tasks).toEqual([]);
  expect((await post(runware.current, [task])).status).toBe(200);
});

test("a refusal can say when to come back", async () => {
  runware.current.faults.next({ do: { refuse: 429, retryAfterS: 3 } });
  expect((await rawPost([videoTask()])).headers.get("retry-after")).toBe("3");
});

test("a proxy's HTML page can come instead of an answer", async () => {
  runware.current.faults.next({ do: { html: 502 } });
  const response = await rawPost([videoTask()]);
  expect([response.status, response.headers.get("content-type")]).toEqual([502, "text/html"]);
});

test("a connection can be cut before the task was taken", async () => {
  runware.current.faults.next({ do: { hangUp: "before" } });
  await expect(rawPost([videoTask()])).rejects.toThrow("fetch failed");
  expect(runware.current.tasks).toEqual([]);
});

test("a connection can be cut after the task was taken: a repeat is a conflict", async () => {
  runware.current.faults.next({ do: { hangUp: "after" } });
  const task = videoTask();
  await expect(rawPost([task])).rejects.toThrow("fetch failed");
  expect(runware.current.tasks).toHaveLength(1);
  expect((await post(runware.current, [task])).errors[0]).toMatchObject({
    code: "conflictTaskUUID",
  });
});

test("an answer can be half a JSON", async () => {
  runware.current.faults.next({ do: { halfJson: true } });
  const response = await rawPost([videoTask()]);
  await expect(response.json()).rejects.toThrow(SyntaxError);
});

test("an answer can end in the middle", async () => {
  runware.current.faults.next({ do: { cutAnswer: true } });
  const response = await rawPost([videoTask()]);
  await expect(response.text()).rejects.toThrow("terminated");
});

test("a request can be left without an answer", async () => {
  runware.current.faults.next({ do: { hang: "after" } });
  const abort = new AbortController();
  const answer = rawPost([videoTask()], abort.signal);
  await runware.current.waitForTask(() => true);
  abort.abort();
  await expect(answer).rejects.toThrow("aborted");
});

test("an error that names no task can come inside a 200", async () => {
  runware.current.faults.next({ do: { unaddressed: { code: "unknownError", message: "?" } } });
  const { status, errors } = await post(runware.current, [videoTask()]);
  expect([status, errors]).toEqual([200, [{ code: "unknownError", message: "?" }]]);
});

test("a fault may wait for the request it is meant for, and strike more than once", async () => {
  const match = (tasks: readonly Record<string, unknown>[]): boolean =>
    tasks[0]?.["taskType"] === "getResponse";
  runware.current.faults.next({ match, times: 2, do: { refuse: 500 } });
  const task = videoTask();
  expect((await post(runware.current, [task])).status).toBe(200);
  const polls = [await poll(runware.current, task.taskUUID), await poll(runware.current, "x")];
  expect(polls.map(({ status }) => status)).toEqual([500, 500]);
  expect((await poll(runware.current, task.taskUUID)).status).toBe(200);
});

test("ordered faults can be taken back", async () => {
  runware.current.faults.next({ do: { refuse: 500 } });
  runware.current.faults.task(() => true, { error: MODERATED });
  runware.current.faults.clear();
  const task = videoTask();
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  expect((await poll(runware.current, task.taskUUID)).data[0]).toMatchObject({ status: "success" });
});

test("a failed task stands in `errors` and names its taskUUID", async () => {
  const task = await finished({ error: MODERATED });
  const { status, data, errors } = await poll(runware.current, task.taskUUID);
  expect([status, data]).toEqual([200, []]);
  expect(errors).toMatchObject([{ ...MODERATED, taskUUID: task.taskUUID, status: "error" }]);
  expect(runware.current.charges.size).toBe(0);
});

test("a failed task can stand in `data` instead", async () => {
  const task = await finished({ error: MODERATED, errorAt: "item" });
  const { data, errors } = await poll(runware.current, task.taskUUID);
  expect(errors).toEqual([]);
  expect(data).toMatchObject([{ status: "error", taskUUID: task.taskUUID, error: MODERATED }]);
});

test("of several videos some can fail: the others are there and charged", async () => {
  const task = await finished({ failItems: [1] }, { numberResults: 3 });
  const { data, errors } = await poll(runware.current, task.taskUUID);
  expect(data.map(({ status }) => status)).toEqual(["success", "success"]);
  expect(errors).toHaveLength(1);
  expect(runware.current.charges.get(task.taskUUID)).toBe(0.1542);
});

test("a whole task's failure can be a single error", async () => {
  const task = await finished({ error: MODERATED, errorEntries: "one" }, { numberResults: 3 });
  expect((await poll(runware.current, task.taskUUID)).errors).toHaveLength(1);
});

test("a flagged video is a success that still has its link", async () => {
  const changes = { numberResults: 2, safety: { checkContent: true } };
  const task = await finished({ nsfw: [1] }, changes);
  const { data } = await poll(runware.current, task.taskUUID);
  expect(data).toMatchObject([
    { NSFWContent: false, videoURL: expect.any(String) },
    { NSFWContent: true, videoURL: expect.any(String) },
  ]);
});

test("without a safety check nothing is flagged", async () => {
  const task = await finished({ nsfw: [0] });
  expect((await poll(runware.current, task.taskUUID)).data[0]).not.toHaveProperty("NSFWContent");
});

test("a result can lack its cost, though it is charged", async () => {
  const task = await finished({ noCost: true, cost: 0.5 });
  expect((await poll(runware.current, task.taskUUID)).data[0]).not.toHaveProperty("cost");
  expect(runware.current.charges.get(task.taskUUID)).toBe(0.5);
});

test("a task can stay in the making for ever", async () => {
  const task = videoTask();
  runware.current.faults.task(() => true, { never: true, renderMs: 0 });
  await post(runware.current, [task]);
  runware.current.clock.advance(24 * 3600_000);
  expect((await poll(runware.current, task.taskUUID)).data[0]).toMatchObject({
    status: "processing",
  });
});

test("a task can have no row at all", async () => {
  const task = await finished({ noRow: true });
  expect(await poll(runware.current, task.taskUUID)).toEqual({ status: 200, data: [], errors: [] });
});

test("a link can lead nowhere", async () => {
  const task = await finished({ badUrl: true });
  expect((await download(task.taskUUID)).status).toBe(404);
});

test("a link can serve an HTML page instead of a video", async () => {
  const task = await finished({ wrongBytes: "html" });
  expect(await (await download(task.taskUUID)).text()).toContain("<!doctype html>");
});

test("an outcome is only for the tasks it was ordered for", async () => {
  runware.current.faults.task((body) => body["seed"] === 1, { error: MODERATED });
  const [good, bad] = [videoTask({ seed: 2 }), videoTask({ seed: 1 })];
  await post(runware.current, [bad, good]);
  await Promise.all([good, bad].map((task) => runware.current.finish(task.taskUUID)));
  const { data, errors } = await poll(runware.current, bad.taskUUID, good.taskUUID);
  expect(data).toMatchObject([{ taskUUID: good.taskUUID, status: "success" }]);
  expect(errors).toMatchObject([{ taskUUID: bad.taskUUID }]);
});

async function finished(
  outcome: Parameters<typeof runware.current.faults.task>[1],
  changes: Record<string, unknown> = {},
): Promise<{ taskUUID: string }> {
  const task = videoTask(changes);
  runware.current.faults.task((body) => body["taskUUID"] === task.taskUUID, outcome);
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  return task;
}

async function download(taskUUID: string): Promise<Response> {
  const { data } = await poll(runware.current, taskUUID);
  return fetch(String(data[0]?.["videoURL"]));
}

function rawPost(tasks: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(runware.current.apiUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${runware.current.apiKey}` },
    body: JSON.stringify(tasks),
    ...(signal ? { signal } : {}),
  });
}
