import path from "node:path";
import sqlite3 from "sqlite3";
import type { Bot } from "./bot.ts";
import type { Scene } from "./scene.ts";
import { until } from "./until.ts";

/** Uploads are given up after five minutes, submits after a minute and a half; all else sooner. */
const PATIENCE_MS = 7 * 60_000;

/** Waits until nothing is unfinished in the store; false where that does not come. */
export function untilQuiet(scene: Scene, bot: Bot): Promise<boolean> {
  return until(async () => {
    if (!bot.isReady) {
      await bot.kill();
      bot.spawn();
      await bot.ready();
    }
    return (await countUnfinished(scene)) === 0;
  }, PATIENCE_MS);
}

/** Read beside the bot, which allows readers. */
async function countUnfinished({ folder }: Scene): Promise<number> {
  const file = path.join(folder, "data", "flipbook.sqlite");
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY, (error) => {
      if (error) reject(error);
    });
    const sql = "SELECT COUNT(*) AS count FROM keyv WHERE key LIKE 'unfinished:%'";
    database.get(sql, (error: Error | null, row: { count: number } | undefined) => {
      database.close((closing) => {
        const problem = error ?? closing;
        if (problem) reject(problem);
        else resolve(row?.count ?? 0);
      });
    });
  });
}
