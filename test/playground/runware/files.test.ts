import { expect, test } from "vitest";
import { poll, post, videoTask } from "./client.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest();

async function videoUrl(changes: Record<string, unknown> = {}): Promise<string> {
  const task = videoTask(changes);
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  const { data } = await poll(runware.current, task.taskUUID);
  return String(data[0]?.["videoURL"]);
}

test("a file can be asked for in parts", async () => {
  const url = await videoUrl();
  const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
  const part = await fetch(url, { headers: { range: "bytes=4-7" } });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe(`bytes 4-7/${whole.length}`);
  expect(await part.text()).toBe("ftyp");
});

test("the end of a file can be asked for", async () => {
  const url = await videoUrl();
  const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
  const part = await fetch(url, { headers: { range: "bytes=-10" } });
  expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(-10));
});

test("a part behind the end is refused", async () => {
  const part = await fetch(await videoUrl(), { headers: { range: "bytes=99999999-" } });
  expect(part.status).toBe(416);
});

test("a file's size can be asked for without its bytes", async () => {
  const url = await videoUrl();
  const head = await fetch(url, { method: "HEAD" });
  const whole = await (await fetch(url)).arrayBuffer();
  expect(head.headers.get("content-length")).toBe(String(whole.byteLength));
});

test.each([
  ["MP4", "video/mp4"],
  ["WEBM", "video/webm"],
  ["MOV", "video/quicktime"],
])("a %s is served as %s", async (outputFormat, type) => {
  const response = await fetch(await videoUrl({ outputFormat }), { method: "HEAD" });
  expect(response.headers.get("content-type")).toBe(type);
});

test("a link lives as long as the task's ttl", async () => {
  const url = await videoUrl({ ttl: 60 });
  runware.current.clock.advance(55_000);
  expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
  runware.current.clock.advance(5_000);
  expect((await fetch(url, { method: "HEAD" })).status).toBe(404);
});

test("a link without ttl expires as well", async () => {
  const url = await videoUrl();
  runware.current.clock.advance(8 * 24 * 3600_000);
  expect((await fetch(url, { method: "HEAD" })).status).toBe(404);
});

test("a link can be made to expire at once", async () => {
  const url = await videoUrl();
  runware.current.expire(runware.current.tasks[0]?.taskUUID ?? "");
  expect((await fetch(url)).status).toBe(404);
});

test("a download can break off in the middle", async () => {
  const url = await videoUrl();
  runware.current.faults.file({ do: { cutAtByte: 100 } });
  const response = await fetch(url);
  await expect(response.arrayBuffer()).rejects.toThrow("terminated");
  expect((await fetch(url)).status).toBe(200);
});

test("a download can be refused", async () => {
  const url = await videoUrl();
  runware.current.faults.file({ do: { status: 503 } });
  expect((await fetch(url)).status).toBe(503);
});
