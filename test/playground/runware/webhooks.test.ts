import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { post, videoTask } from "./client.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest({ webhooks: { firstRetryMs: 1, timeoutMs: 100, attempts: 3 } });

interface Call {
  method: string | undefined;
  url: string | undefined;
  body: Buffer;
}

test("each video is announced by a flat message of its own", async () => {
  const receiver = await receive();
  const task = await finished({ webhookURL: receiver.url("/hook?token=t"), numberResults: 2 });
  const calls = await receiver.calls(2);
  expect(calls.map(({ method, url }) => [method, url])).toEqual([
    ["POST", "/hook?token=t"],
    ["POST", "/hook?token=t"],
  ]);
  const bodies = calls.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>);
  expect(bodies).toMatchObject([{ videoURL: expect.any(String), cost: 0.0771 }, {}]);
  expect(bodies.map(({ taskUUID }) => taskUUID)).toEqual([task.taskUUID, task.taskUUID]);
  expect(new Set(bodies.map(({ videoUUID }) => videoUUID)).size).toBe(2);
});

test("the message can be wrapped in `data`", async () => {
  runware.current.settings.webhookShape = "data";
  const receiver = await receive();
  const task = await finished({ webhookURL: receiver.url("/") });
  const [call] = await receiver.calls(1);
  expect(JSON.parse(String(call?.body))).toMatchObject({ data: [{ taskUUID: task.taskUUID }] });
});

test("a failure is announced in `errors`", async () => {
  runware.current.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } });
  const receiver = await receive();
  const task = await finished({ webhookURL: receiver.url("/") });
  const [call] = await receiver.calls(1);
  expect(JSON.parse(String(call?.body))).toMatchObject({
    errors: [{ code: "timeoutProvider", taskUUID: task.taskUUID }],
  });
});

test("a receiver that refuses is tried again", async () => {
  const receiver = await receive((count) => (count === 1 ? 503 : 200));
  await finished({ webhookURL: receiver.url("/") });
  const calls = await receiver.calls(2);
  expect(calls[1]?.body).toEqual(calls[0]?.body);
});

test("a receiver that never takes it is given up after some tries", async () => {
  const receiver = await receive(() => 500);
  const tries: number[] = [];
  const third = new Promise<void>((resolve) => {
    runware.current.events.on("webhook", ({ attempt }) => {
      tries.push(attempt);
      if (attempt === 3) resolve();
    });
  });
  await finished({ webhookURL: receiver.url("/") });
  await third;
  expect(tries).toEqual([1, 2, 3]);
});

test("a receiver that does not answer in time is tried again", async () => {
  const receiver = await receive((count) => (count === 1 ? undefined : 200));
  await finished({ webhookURL: receiver.url("/") });
  expect(await receiver.calls(2)).toHaveLength(2);
});

test("a message can come more than once", async () => {
  runware.current.settings.webhookCopies = 2;
  const receiver = await receive();
  await finished({ webhookURL: receiver.url("/") });
  const [first, second] = await receiver.calls(2);
  expect(first?.body).toEqual(second?.body);
});

test("the file itself is put to the upload endpoint, before the news of it", async () => {
  const receiver = await receive();
  const urls = { webhookURL: receiver.url("/hook"), uploadEndpoint: receiver.url("/put") };
  await finished(urls);
  const [upload, webhook] = await receiver.calls(2);
  expect([upload?.method, upload?.url, webhook?.url]).toEqual(["PUT", "/put", "/hook"]);
  const { videoURL } = JSON.parse(String(webhook?.body)) as { videoURL: string };
  const served = Buffer.from(await (await fetch(videoURL)).arrayBuffer());
  expect(upload?.body.equals(served)).toBe(true);
});

async function finished(changes: Record<string, unknown>): Promise<{ taskUUID: string }> {
  const task = videoTask(changes);
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  return task;
}

/** Takes calls; answers with a status, or not at all. */
async function receive(status: (count: number) => number | undefined = () => 200) {
  const received: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url } = request;
      const code = status(received.push({ method, url, body: Buffer.concat(chunks) }));
      if (code !== undefined) response.writeHead(code).end();
      server.emit("received");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    async calls(count: number): Promise<Call[]> {
      while (received.length < count) await once(server, "received");
      return received;
    },
  };
}
