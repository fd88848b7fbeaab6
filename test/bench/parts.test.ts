import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildAll } from "../../bench/ground/build.ts";
import { countRequests, watchPlaying } from "../../bench/ground/generations.ts";
import { typeCommands } from "../../bench/ground/load.ts";
import { cpuMs, rssBytes, watchPeak } from "../../bench/ground/proc.ts";
import { startSubject, SUBJECTS } from "../../bench/ground/subjects.ts";
import { openTown } from "../../bench/ground/town.ts";

/** The parts of the benchmark with small numbers: that they run, not how fast. */
let workDir: string;

beforeAll(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), "flipbook-bench-test-"));
  await buildAll();
}, 60_000);
afterAll(() => rm(workDir, { recursive: true, force: true }));

test.each(SUBJECTS)("%s answers every command that is typed", { timeout: 90_000 }, async (name) => {
  const town = await openTown({ manual: true });
  const subject = await startSubject(name, town, workDir);
  try {
    const { latenciesMs, lapsed } = await typeCommands(town, { perSecond: 10, count: 5 });
    expect(latenciesMs.length + lapsed).toBe(5);
    expect(latenciesMs.length).toBeGreaterThan(0);
    expect(await cpuMs(subject.pid)).toBeGreaterThan(0);
    const peak = watchPeak(subject.pid);
    expect((await subject.heap()).heapBytes).toBeLessThan(await rssBytes(subject.pid));
    expect(await peak.end()).toBeGreaterThan(0);
  } finally {
    await subject.leave();
    await town.close();
  }
});

test("the bot as it is built posts a video, in an answer and edits that are counted", async () => {
  const town = await openTown({ renderMs: () => 500 });
  const bot = await startSubject("flipbook", town, workDir);
  const counted = countRequests(town.discord);
  try {
    const playing = watchPlaying(town.discord, 1);
    await typeCommands(town, { perSecond: 10, count: 1 });
    await Promise.race([playing, bot.failed]);
    // A request is counted once it was answered, and the video plays a moment before.
    await expect.poll(() => [...counted.ofEach.values()].at(0)?.edits).toBeGreaterThan(0);
    expect([...counted.ofEach.values()].map(({ answers }) => answers)).toEqual([1]);
    expect(town.discord.wire.violations).toEqual([]);
  } finally {
    counted.end();
    await bot.leave();
    await town.close();
  }
}, 90_000);
