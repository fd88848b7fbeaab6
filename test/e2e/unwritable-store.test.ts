import path from "node:path";
import sqlite3 from "sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "../support/asking.ts";
import { toldPrivately, videosOf } from "../support/cards.ts";
import { setStage } from "../support/stage.ts";

/** Another connection that keeps every writer out, as a full or broken disk would. */
async function blockWrites(dataDir: string): Promise<() => Promise<void>> {
  const database = new sqlite3.Database(path.join(dataDir, "flipbook.sqlite"));
  const run = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => {
      database.exec(sql, (error) => (error === null ? resolve() : reject(error)));
    });
  await run("BEGIN IMMEDIATE");
  let isFree = false;
  const free = async (): Promise<void> => {
    if (isFree) return;
    isFree = true;
    await run("ROLLBACK");
    await new Promise<void>((resolve) => {
      database.close(() => resolve());
    });
  };
  onTestFinished(free);
  return free;
}

test("a store that takes no writes takes no requests, keeps what runs, and needs no restart after", async () => {
  const stage = await setStage({ runware: { manual: true }, writePatienceMs: 200 });
  const running = await ask(stage);
  const { taskUUID } = await running.rendering();

  const free = await blockWrites(stage.dataDir);
  const refused = await stage.member
    .in(stage.channel)
    .slash("video", { prompt: "no room for this" });
  expect(await toldPrivately(stage.member.in(stage.channel), refused)).toMatch(
    /cannot write anything down .* Nothing was spent/,
  );
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  await stage.log.waitFor("a step failed and runs again later");
  expect(stage.runware.tasks).toHaveLength(1);

  await free();
  stage.clock.advance(60_000);
  expect(videosOf(await running.over())).toHaveLength(1);
  const next = await ask(stage);
  await stage.runware.finish((await next.rendering()).taskUUID);
  stage.clock.advance(60_000);
  expect(videosOf(await next.over())).toHaveLength(1);
  expect(stage.runware.charges.size).toBe(2);
});
