import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { withStore } from "../../support/left-records.ts";
import { NEXT_KEY, OWN_KEY, payers, stageWithKeys, storedKeys } from "./support.ts";

const THIRD_KEY = "Thrd1234Cdef5678Ghij9012Klmn3456";
const REMOVED = "a guild's former Runware key was removed";
const PATIENT = { env: { DEADLINE_MINUTES: "600" }, runware: { manual: true } };
const SWEEPS_MS = 40 * 60_000;

test("a replaced key is kept until its last generation ends, and then deleted", async () => {
  const stage = await stageWithKeys(PATIENT);
  const { runware, clock } = stage;
  runware.addKey(THIRD_KEY);
  await stage.enterKey(OWN_KEY);
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.enterKey(NEXT_KEY);
  await stage.enterKey(THIRD_KEY);
  clock.advance(SWEEPS_MS);
  await stage.log.waitFor(REMOVED);
  expect((await storedKeys(stage)).toSorted()).toEqual(["OwnK…3456", "Thrd…3456"]);

  await runware.finish(taskUUID);
  clock.advance(SWEEPS_MS);
  expect((await asked.over()).attachments).toHaveLength(1);
  await expect
    .poll(
      async () => {
        clock.advance(SWEEPS_MS);
        return storedKeys(stage);
      },
      { timeout: 10_000, interval: 200 },
    )
    .toEqual(["Thrd…3456"]);
  expect(payers(stage)).toEqual([OWN_KEY]);
});

test("a generation goes on with its old key after a restart", async () => {
  const stage = await stageWithKeys(PATIENT);
  await stage.enterKey(OWN_KEY);
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.enterKey(NEXT_KEY);
  await stage.stopBot();
  await stage.runware.finish(taskUUID);
  await stage.startBot();
  expect((await asked.over()).attachments).toHaveLength(1);
});

test("a key is kept for a cost that is still to be asked for", async () => {
  const stage = await stageWithKeys({ runware: { manual: true } });
  const { runware, clock } = stage;
  await stage.enterKey(OWN_KEY);
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.enterKey(NEXT_KEY);
  clock.advance(21 * 60_000);
  await asked.shows(/much longer than usual/);
  clock.advance(61 * 60_000);
  await asked.over();
  await stage.log.waitFor("a generation ended without a video");
  expect(await storedKeys(stage)).toContain("OwnK…3456");
  await runware.finish(taskUUID);
  clock.advance(61 * 60_000);
  await stage.log.waitFor(
    "a task that had been given up was charged after all; it is booked as an overrun",
  );
  await expect
    .poll(
      async () => {
        clock.advance(SWEEPS_MS);
        return storedKeys(stage);
      },
      { timeout: 10_000, interval: 200 },
    )
    .toEqual(["Next…3456"]);
});

test("the key of a server whose settings are purged is deleted", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  await stage.stopBot();
  await withStore(stage, ({ settings }) => settings.delete(stage.guild.id));
  await stage.startBot();
  await expect
    .poll(
      async () => {
        stage.clock.advance(SWEEPS_MS);
        return storedKeys(stage);
      },
      { timeout: 10_000, interval: 200 },
    )
    .toEqual([]);
});
