import { stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { post, videoTask } from "./client.ts";
import { probe } from "./probe.ts";
import { runwareForEachTest } from "./server.ts";

const runware = runwareForEachTest();
const MIB = 1024 * 1024;

async function resultFile(changes: Record<string, unknown> = {}): Promise<string> {
  const task = videoTask(changes);
  await post(runware.current, [task]);
  await runware.current.finish(task.taskUUID);
  return runware.current.tasks.at(-1)?.results[0]?.path ?? "";
}

test.each([
  ["noise", "MP4"],
  ["noise", "WEBM"],
  ["padding", "MP4"],
  ["padding", "WEBM"],
] as const)("a result made large by %s is a playable %s", async (kind, outputFormat) => {
  runware.current.resultBytes(3 * MIB, kind);
  const path = await resultFile({ outputFormat, providerSettings: { pixverse: { audio: true } } });
  expect((await stat(path)).size).toBeGreaterThanOrEqual(3 * MIB);
  expect(await probe(path)).toMatchObject({ width: 640, height: 360, durationS: 5, audio: true });
});

test("one task alone can have large results", async () => {
  runware.current.faults.task(({ seed }) => seed === 1, { minBytes: 2 * MIB, filling: "padding" });
  const [large, small] = [await resultFile({ seed: 1 }), await resultFile({ seed: 2 })];
  expect((await stat(large)).size).toBeGreaterThanOrEqual(2 * MIB);
  expect((await stat(small)).size).toBeLessThan(MIB);
});
