import path from "node:path";
import sqlite3 from "sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { setStage } from "../support/stage.ts";

async function setHealthStage() {
  const port = await freePort();
  const stage = await setStage({ clockSpeed: 0, env: { HTTP_PORT: String(port) } });

  /** What health says. The next look is late enough to ask every part again. */
  async function look(): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`);
    stage.clock.advance(2_000);
    return [response.status, await response.json()];
  }

  return { ...stage, port, look };
}

test("a bot that is connected and can write is well", async () => {
  const { look } = await setHealthStage();
  expect(await look()).toEqual([200, { status: "ok" }]);
});

test("a bot whose gateway is cut is not well until it is connected again", async () => {
  const { look, discord } = await setHealthStage();
  const lookAtOnce = (): Promise<unknown> => {
    discord.faults.dropGateway();
    return look();
  };
  // Now and then the bot is back before anybody has looked.
  await expect
    .poll(lookAtOnce, { timeout: 15_000 })
    .toEqual([503, { status: "unwell", unwell: ["gateway"] }]);
  await expect.poll(look, { timeout: 15_000 }).toEqual([200, { status: "ok" }]);
});

test("a bot that cannot write to its store is not well until it can", async () => {
  const { look, dataDir, clock } = await setHealthStage();
  const database = new sqlite3.Database(path.join(dataDir, "flipbook.sqlite"));
  const run = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => {
      database.exec(sql, (error) => (error === null ? resolve() : reject(error)));
    });
  onTestFinished(() => new Promise((resolve) => database.close(() => resolve())));
  // Somebody else writes and does not come to an end.
  await run("BEGIN IMMEDIATE");
  const inVain = look();
  const ageing = setInterval(() => clock.advance(2_000), 50);
  onTestFinished(() => clearInterval(ageing));
  expect(await inVain).toEqual([503, { status: "unwell", unwell: ["store"] }]);
  clearInterval(ageing);
  await run("ROLLBACK");
  await expect.poll(look, { timeout: 15_000 }).toEqual([200, { status: "ok" }]);
});

test("a second bot on the same port ends with a clear line", async () => {
  const { port } = await setHealthStage();
  const second = setStage({ env: { HTTP_PORT: String(port) } });
  await expect(second).rejects.toThrow(`HTTP_PORT ${port}: somebody else does already`);
});
