import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { report } from "../torture/report.ts";
import { torture } from "../torture/run.ts";

/** `npm run torture` is the large one. */
const SMALL = { seed: 7, generations: 20, kills: 6 };

test(
  "nothing is lost and nothing doubled while the bot is killed again and again and requests fail on both sides",
  { timeout: 180_000 },
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "flipbook-torture-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const startedAt = performance.now();
    const verdict = await torture({ ...SMALL, folder });
    const table = report(verdict, performance.now() - startedAt);
    // The whole table is what one wants to see of a run that failed.
    expect(verdict.isClean ? "clean" : table).toBe("clean");
    const kills = [...verdict.killed.values()].reduce((sum, count) => sum + count, 0);
    expect(kills).toBe(SMALL.kills);
    expect(verdict.answered).toBeGreaterThan(SMALL.generations / 2);
    expect(verdict.charged).toBeGreaterThan(0);
  },
);
