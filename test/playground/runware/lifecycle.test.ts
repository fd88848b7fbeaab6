import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { startRunware } from "../../../playground/runware/server.ts";
import type { Runware } from "../../../playground/runware/server.ts";
import type { RunwareOptions } from "../../../playground/runware/options.ts";
import { poll, post, videoTask } from "./client.ts";

let runware: Runware;
afterEach(() => runware.close());

async function start(options: RunwareOptions = {}): Promise<void> {
  runware = await startRunware({ render: "tiny", manual: true, ...options });
}

test("a submitted task is acknowledged with its taskUUID and nothing else", async () => {
  await start();
  const task = videoTask({ numberResults: 3 });
  expect(await post(runware, [task])).toEqual({
    status: 200,
    data: [{ taskType: "videoInference", taskUUID: task.taskUUID }],
    errors: [],
  });
});

test("a task is processing until it is ready, then a success with a playable link", async () => {
  await start();
  const task = videoTask({ seed: 7 });
  await post(runware, [task]);
  const before = await poll(runware, task.taskUUID);
  expect(before.data).toEqual([
    { taskType: "videoInference", taskUUID: task.taskUUID, status: "processing" },
  ]);

  await runware.finish(task.taskUUID);
  const after = await poll(runware, task.taskUUID);
  expect(after.data).toEqual([
    {
      taskType: "videoInference",
      taskUUID: task.taskUUID,
      status: "success",
      videoUUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      videoURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/video\/.*\.mp4$/),
      seed: 7,
      cost: 0.0771,
    },
  ]);
  const file = await fetch(String(after.data[0]?.["videoURL"]));
  expect(file.headers.get("content-type")).toBe("video/mp4");
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(bytes.subarray(4, 8).toString()).toBe("ftyp");
});

test("without `manual` a task is ready when its clock says so", async () => {
  await start({ manual: false, renderMs: () => 60_000 });
  const task = videoTask();
  await post(runware, [task]);
  expect((await poll(runware, task.taskUUID)).data[0]).toMatchObject({ status: "processing" });
  runware.clock.advance(60_000);
  await runware.waitForTask(({ state }) => state === "success");
  expect((await poll(runware, task.taskUUID)).data[0]).toMatchObject({ status: "success" });
});

test("the videos of one task trickle in, in a stable order", async () => {
  await start();
  const task = videoTask({ numberResults: 3, seed: 100 });
  await post(runware, [task]);
  await runware.finish(task.taskUUID, 2);
  const { data } = await poll(runware, task.taskUUID);
  expect(data.map(({ status, seed }) => [status, seed])).toEqual([
    ["success", 100],
    ["success", 101],
    ["processing", undefined],
  ]);
});

test("a task that is known already is refused and never charged twice", async () => {
  await start();
  const task = videoTask();
  await post(runware, [task]);
  const again = await post(runware, [task]);
  expect(again.status).toBe(400);
  expect(again.errors).toMatchObject([{ code: "conflictTaskUUID", taskUUID: task.taskUUID }]);
  await runware.finish(task.taskUUID);
  expect((await post(runware, [task])).errors[0]).toMatchObject({ code: "conflictTaskUUID" });
  expect([...runware.charges]).toEqual([[task.taskUUID, 0.0771]]);
});

test("eight seconds at 720p with audio cost what the model page's examples cost", async () => {
  await start();
  const providerSettings = { pixverse: { audio: true } };
  const task = videoTask({ width: 1280, height: 720, duration: 8, providerSettings });
  await post(runware, [task]);
  await runware.finish(task.taskUUID);
  expect((await poll(runware, task.taskUUID)).data[0]).toMatchObject({ cost: 0.3978 });
});

test("an unknown task looks as if it were being made", async () => {
  await start();
  const taskUUID = randomUUID();
  expect(await poll(runware, taskUUID)).toEqual({
    status: 200,
    data: [{ taskType: "getResponse", taskUUID, status: "processing" }],
    errors: [],
  });
});

test("held tasks wait whatever the time, until they are released", async () => {
  await start({ manual: false, renderMs: () => 1_000 });
  runware.hold();
  const task = videoTask();
  await post(runware, [task]);
  runware.clock.advance(3_600_000);
  expect((await poll(runware, task.taskUUID)).data[0]).toMatchObject({ status: "processing" });
  await runware.release();
  expect((await poll(runware, task.taskUUID)).data[0]).toMatchObject({ status: "success" });
});

test("a task can be failed while it is being made", async () => {
  await start();
  const task = videoTask();
  await post(runware, [task]);
  await runware.fail(task.taskUUID, { code: "timeoutProvider", message: "too slow" });
  const { data, errors } = await poll(runware, task.taskUUID);
  expect([data, errors[0]?.["code"]]).toEqual([[], "timeoutProvider"]);
});

test("videos of one task can come one after the other", async () => {
  await start({ manual: false, renderMs: () => 10_000, staggerMs: 60_000 });
  const task = videoTask({ numberResults: 2 });
  await post(runware, [task]);
  runware.clock.advance(10_000);
  await runware.waitForTask(({ results }) => results[0]?.state === "success");
  const { data } = await poll(runware, task.taskUUID);
  expect(data.map(({ status }) => status)).toEqual(["success", "processing"]);
});

test("a clock of somebody else's that does not tell of its jumps is followed too", async () => {
  let now = Date.now();
  const clock = { now: () => now, advance: (ms: number) => void (now += ms) };
  await start({ manual: false, clock, renderMs: () => 60_000 });
  await post(runware, [videoTask()]);
  clock.advance(60_000);
  expect(await runware.waitForTask(({ state }) => state === "success")).toBeDefined();
});

test("a random seed fits into 32 bits and is the same when the same task is sent elsewhere", async () => {
  const task = videoTask();
  await start();
  await post(runware, [task]);
  const first = runware.tasks[0]?.results[0];
  await runware.close();
  await start();
  await post(runware, [task]);
  expect(runware.tasks[0]?.results[0]?.seed).toBe(first?.seed);
  expect(first?.seed).toBeLessThan(2 ** 32);
  expect(runware.tasks[0]?.results[0]?.videoUUID).toBe(first?.videoUUID);
});
