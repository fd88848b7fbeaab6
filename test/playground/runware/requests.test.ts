import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { poll, post, videoTask } from "./client.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest();

test.each([
  ["an object", {}],
  ["an empty list", []],
  ["a list of numbers", [1]],
])("a body that is %s is refused as a whole", async (_name, body) => {
  const { status, errors } = await post(runware.current, body);
  expect(status).toBe(400);
  expect(errors[0]).not.toHaveProperty("taskUUID");
});

test("a body that is no JSON is refused", async () => {
  const response = await fetch(runware.current.apiUrl, { method: "POST", body: "[{" });
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { errors: [{ code: "invalidJson" }] },
  ]);
});

test("another key is refused, and the task is not taken", async () => {
  const { status, errors } = await post(runware.current, [videoTask()], "wrong");
  expect([status, errors[0]?.["code"]]).toEqual([401, "invalidApiKey"]);
  expect(runware.current.tasks).toEqual([]);
});

test("the key may also be the first task", async () => {
  const tasks = [{ taskType: "authentication", apiKey: runware.current.apiKey }, videoTask()];
  const body = JSON.stringify(tasks);
  const response = await fetch(runware.current.apiUrl, { method: "POST", body });
  expect(response.status).toBe(200);
});

test("an unknown task type is refused", async () => {
  const { status, errors } = await post(runware.current, [
    { taskType: "imageInference", taskUUID: randomUUID() },
  ]);
  expect(status).toBe(400);
  expect(errors[0]).toMatchObject({ code: "unsupportedTaskType", parameter: "taskType" });
});

test("tasks of all kinds go in one request, and a bad one does not hurt the others", async () => {
  const [good, bad] = [videoTask(), videoTask({ duration: 3 })];
  const account = {
    taskType: "accountManagement",
    taskUUID: randomUUID(),
    operation: "getDetails",
  };
  const unknown = { taskType: "getResponse", taskUUID: randomUUID() };
  const { status, data, errors } = await post(runware.current, [bad, good, account, unknown]);
  expect(status).toBe(200);
  expect(data.map(({ taskUUID }) => taskUUID)).toEqual([
    good.taskUUID,
    account.taskUUID,
    unknown.taskUUID,
  ]);
  expect(errors).toMatchObject([{ code: "unsupportedDuration", taskUUID: bad.taskUUID }]);
});

test("a task repeated within one request is taken once", async () => {
  const task = videoTask();
  const { data, errors } = await post(runware.current, [task, task]);
  expect([data.length, errors[0]?.["code"]]).toEqual([1, "conflictTaskUUID"]);
  expect(runware.current.tasks).toHaveLength(1);
});

test("one request can ask for many tasks", async () => {
  const tasks = [videoTask(), videoTask()];
  await post(runware.current, tasks);
  const { data } = await poll(runware.current, ...tasks.map(({ taskUUID }) => taskUUID));
  expect(data.map(({ taskUUID }) => taskUUID)).toEqual(tasks.map(({ taskUUID }) => taskUUID));
});

test("an unknown task can have no row", async () => {
  runware.current.settings.unknownTask = "noRow";
  expect(await poll(runware.current, randomUUID())).toEqual({ status: 200, data: [], errors: [] });
});

test("an unknown task can be an error", async () => {
  runware.current.settings.unknownTask = "error";
  const taskUUID = randomUUID();
  const { errors } = await poll(runware.current, taskUUID);
  expect(errors).toMatchObject([{ code: "taskNotFound", taskUUID }]);
});

test("task details tell the request and the finished result", async () => {
  const task = videoTask();
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  expect(await details(task.taskUUID)).toMatchObject({
    request: [task],
    response: { data: [{ status: "success", videoURL: expect.any(String) }] },
  });
});

test("after a refused repeat, task details tell the refusal and not the render", async () => {
  const task = videoTask();
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  await post(runware.current, [task]);
  expect(await details(task.taskUUID)).toMatchObject({
    response: { errors: [{ code: "conflictTaskUUID" }] },
  });
});

test("task details of an unknown task are an error", async () => {
  const unknown = { taskType: "getTaskDetails", taskUUID: randomUUID() };
  const { status, errors } = await post(runware.current, [unknown]);
  expect([status, errors[0]?.["code"]]).toEqual([404, "taskNotFound"]);
});

test("the balance is an object, less what was charged", async () => {
  const task = videoTask();
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  runware.current.settings.creditUsd = 10;
  expect(await account()).toMatchObject({
    balance: { amount: 9.9229, freeBalance: 0, currency: "USD" },
    usage: { today: { credits: 0.0771, requests: 1 } },
  });
});

test("the balance can be a plain number", async () => {
  runware.current.settings.balanceShape = "number";
  expect(await account()).toMatchObject({ balance: 10_000 });
});

test("account details do not show the key", async () => {
  expect(JSON.stringify(await account())).not.toContain(runware.current.apiKey);
});

test("a task that costs more than there is credit is refused", async () => {
  runware.current.settings.creditUsd = 0.1;
  const { status, errors } = await post(runware.current, [videoTask({ numberResults: 2 })]);
  expect([status, errors[0]?.["code"]]).toEqual([402, "insufficientCredits"]);
});

test("requests are kept with their tasks and the status of their answer", async () => {
  await post(runware.current, [videoTask()]);
  await post(runware.current, [videoTask({ ttl: 1 })]);
  expect(runware.current.requests).toMatchObject([
    { status: 200, tasks: [{ taskType: "videoInference" }] },
    { status: 400, tasks: [{ ttl: 1 }] },
  ]);
});

test("closing ends a request that is waiting for its answer", async () => {
  runware.current.faults.next({ do: { hang: "after" } });
  const answer = post(runware.current, [videoTask()]);
  const closed = runware.current.waitForTask(() => true).then(() => runware.current.close());
  await expect(answer).rejects.toThrow("fetch failed");
  await closed;
});

async function details(taskUUID: string): Promise<Record<string, unknown> | undefined> {
  const { data } = await post(runware.current, [{ taskType: "getTaskDetails", taskUUID }]);
  return data[0];
}

async function account(): Promise<Record<string, unknown> | undefined> {
  const task = { taskType: "accountManagement", operation: "getDetails", taskUUID: randomUUID() };
  return (await post(runware.current, [task])).data[0];
}
