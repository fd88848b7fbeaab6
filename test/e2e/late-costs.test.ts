import { expect, test } from "vitest";
import type { TaskOutcome } from "../../playground/runware/faults.ts";
import { ask, type Asked } from "../support/asking.ts";
import { freePort } from "../support/free-port.ts";
import { allArchived, runSql, stored, withStore } from "../support/left-records.ts";
import { only, requested, requestsOf } from "../support/runware-requests.ts";
import { setStage, type Stage, type StageOptions } from "../support/stage.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BOOKED = "a task that had been given up was charged after all; it is booked as an overrun";
const GIVEN_UP = "no cost of a late task was found; it is not asked for any more";

const setSlowStage = ({ env, ...options }: StageOptions = {}): Promise<Stage> =>
  setStage({
    runware: { manual: true },
    ...options,
    env: { DEADLINE_MINUTES: "10", ...env },
  });

/** A generation whose task went on past its deadline and the hour after it. */
async function expired(stage: Stage): Promise<{ asked: Asked; taskUUID: string }> {
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  stage.clock.advance(10 * MINUTE_MS);
  await asked.shows(/takes much longer than usual/);
  stage.clock.advance(HOUR_MS);
  await asked.over();
  await allArchived(stage);
  return { asked, taskUUID };
}

/** The archived record, and whether a cost is still asked for; stops the bot. */
async function kept(stage: Stage, id: string) {
  const { archive } = await stored(stage, id);
  const waiting = await withStore(stage, ({ lateCosts }) => lateCosts.get(id));
  return { archive, waiting };
}

/** How often a cost was asked for in vain, read beside the bot. */
async function looksOf(stage: Stage, id: string): Promise<number | undefined> {
  const rows = await runSql(stage, "SELECT value FROM keyv WHERE key = ?", `late-costs:${id}`);
  const looks = /"looks\\?":(\d+)/.exec(JSON.stringify(rows))?.[1];
  return looks === undefined ? undefined : Number(looks);
}

/** What Runware charged for a task, in micro-USD. */
const chargedFor = ({ runware }: Stage, taskUUID: string): number =>
  Math.round((runware.tasks.find((task) => task.taskUUID === taskUUID)?.charged ?? 0) * 1e6);

test("a cost that comes after the end is found an hour later and booked, also by another process", async () => {
  const stage = await setSlowStage();
  const { asked, taskUUID } = await expired(stage);
  await stage.stopBot();
  await stage.runware.finish(taskUUID);
  await stage.startBot();
  stage.clock.advance(HOUR_MS);
  const line = await stage.log.waitFor(BOOKED);
  expect(line).toMatchObject({ level: "error", generationId: asked.id, taskUUID });
  const { archive, waiting } = await kept(stage, asked.id);
  expect(archive).toMatchObject({
    state: "expired",
    failure: { kind: "deadline" },
    cost: { microUsd: chargedFor(stage, taskUUID), estimated: false },
  });
  expect(chargedFor(stage, taskUUID)).toBeGreaterThan(0);
  expect(waiting).toBeUndefined();
});

test("a webhook that announces a result after the end has its cost booked at once", async () => {
  const port = await freePort();
  const stage = await setSlowStage({
    env: { HTTP_PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    runware: { manual: true, webhooks: { attempts: 5, firstRetryMs: 20 } },
  });
  const { asked, taskUUID } = await expired(stage);
  const endedAt = stage.clock.now();
  await stage.runware.finish(taskUUID);
  await stage.log.waitFor(BOOKED);
  expect(stage.clock.now() - endedAt).toBeLessThan(HOUR_MS);
  const { archive } = await kept(stage, asked.id);
  expect(archive?.cost).toEqual({ microUsd: chargedFor(stage, taskUUID), estimated: false });
});

test("a late result without a cost is booked at the estimate", async () => {
  const stage = await setSlowStage();
  stage.runware.faults.task(() => true, { noCost: true });
  const { asked, taskUUID } = await expired(stage);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(HOUR_MS);
  await stage.log.waitFor(BOOKED);
  const { archive } = await kept(stage, asked.id);
  expect(archive?.cost).toEqual({
    microUsd: archive?.estimate.costMicroUsd,
    estimated: true,
  });
});

test("a cost that only the long-term record of the task tells is booked", async () => {
  const stage = await setSlowStage();
  const { asked, taskUUID } = await expired(stage);
  await stage.runware.finish(taskUUID);
  // From here on Runware's short memory is without it.
  const { outcome } = await asked.task();
  outcome.noRow = true;
  stage.clock.advance(HOUR_MS);
  await stage.log.waitFor(BOOKED);
  const { archive } = await kept(stage, asked.id);
  expect(archive?.cost?.microUsd).toBe(chargedFor(stage, taskUUID));
});

test("a task that was sent without our knowing what became of it is looked for as well", async () => {
  const { runware, clock, ...stage } = await setSlowStage();
  runware.faults.next({ match: only("videoInference"), do: { hangUp: "before" } });
  const deaf = runware.faults.next({
    match: only("getResponse"),
    times: 1000,
    do: { refuse: 503 },
  });
  const asked = await ask({ runware, clock, ...stage });
  await requested(runware, () => requestsOf(runware, "getResponse").length > 0);
  clock.advance(11 * MINUTE_MS);
  deaf();
  await asked.shows(/We cannot tell whether it was charged/);
  await allArchived({ runware, clock, ...stage });
  const details = (): number => requestsOf(runware, "getTaskDetails").length;
  const before = details();
  clock.advance(HOUR_MS);
  expect(await requested(runware, () => details() > before)).toBe(true);
});

test("a question that got no answer is asked again, and takes no look away", async () => {
  const stage = await setSlowStage();
  const { asked, taskUUID } = await expired(stage);
  await stage.runware.finish(taskUUID);
  stage.runware.faults.next({ times: 3, do: { status: 503 } });
  stage.clock.advance(HOUR_MS);
  await stage.log.waitFor("what a late task cost could not be found out; asked again later");
  expect(await looksOf(stage, asked.id)).toBe(0);
  stage.clock.advance(11 * MINUTE_MS);
  await stage.log.waitFor(BOOKED);
});

test.each<[string, TaskOutcome]>([
  ["never finishes", { never: true }],
  ["nobody can see", { noRow: true, never: true }],
])("a task that %s is looked for four times in three days, then no more", async (_, outcome) => {
  const stage = await setSlowStage();
  stage.runware.faults.task(() => true, outcome);
  const { asked } = await expired(stage);
  const details = (): number => requestsOf(stage.runware, "getTaskDetails").length;
  for (const [before, hours] of [1, 5, 18].entries()) {
    stage.clock.advance(hours * HOUR_MS);
    await requested(stage.runware, () => details() === before + 1);
    // Written down before the next jump, which would come too early otherwise.
    await expect.poll(() => looksOf(stage, asked.id)).toBe(before + 1);
  }
  stage.clock.advance(48 * HOUR_MS);
  await stage.log.waitFor(GIVEN_UP);
  const { archive, waiting } = await kept(stage, asked.id);
  expect(archive).toMatchObject({ state: "expired", cost: null });
  expect(waiting).toBeUndefined();
  expect(details()).toBe(4);
});
