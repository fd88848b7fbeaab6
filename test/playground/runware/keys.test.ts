import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { post, videoTask } from "./client.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest();
const OTHER = "another-local-key-0001";

const account = (key: string) =>
  post(
    runware.current,
    [{ taskType: "accountManagement", operation: "getDetails", taskUUID: randomUUID() }],
    key,
  );

test("a second key pays from an account of its own", async () => {
  runware.current.addKey(OTHER, { creditUsd: 1 });
  const task = videoTask();
  await post(runware.current, [task], OTHER);
  await runware.current.finish(task.taskUUID);
  const [other, first] = [await account(OTHER), await account(runware.current.apiKey)];
  expect(other.data[0]).toMatchObject({ balance: { amount: 0.9229 } });
  expect(first.data[0]).toMatchObject({ balance: { amount: 10_000 } });
});

test("one key knows nothing of another's tasks", async () => {
  runware.current.addKey(OTHER);
  const task = videoTask();
  await post(runware.current, [task], OTHER);
  await runware.current.finish(task.taskUUID);
  const { data } = await post(runware.current, [
    { taskType: "getResponse", taskUUID: task.taskUUID },
  ]);
  expect(data).toEqual([
    { taskType: "getResponse", taskUUID: task.taskUUID, status: "processing" },
  ]);
});

test("a revoked key is refused", async () => {
  runware.current.addKey(OTHER);
  runware.current.revokeKey(OTHER);
  expect((await account(OTHER)).status).toBe(401);
});
