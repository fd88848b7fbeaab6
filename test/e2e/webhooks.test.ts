import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import type { DeliveryTry } from "../../playground/runware/webhooks.ts";
import { ask } from "../support/asking.ts";
import { buttonsOf, galleryOf, textOf } from "../support/cards.ts";
import { freePort } from "../support/free-port.ts";
import { holdSubmits } from "../support/held-submits.ts";
import { setStage, type Stage, type StageOptions } from "../support/stage.ts";

/** The poller spares Runware a flood of news: so long after a question it asks again at the soonest. */
const HINT_GAP_MS = 250;

/**
 * A stage whose clock only the test moves, so that a poll which is not due never comes. Videos are
 * ready when the test says so.
 */
async function setStillStage({ env, runware, ...options }: StageOptions = {}) {
  const holding = await holdSubmits(() => stage.runware.apiUrl);
  const stage: Stage = await setStage({
    clockSpeed: 0,
    ...options,
    env: { RUNWARE_API_URL: holding.apiUrl, ...env },
    runware: { manual: true, ...runware },
  });
  // Before the bot is stopped: it waits for what it has begun.
  onTestFinished(holding.letGo);
  const tried: DeliveryTry[] = [];
  stage.runware.events.on("webhook", (attempt) => tried.push(attempt));
  return { ...stage, tried, letSubmitsGo: holding.letGo };
}

type StillStage = Awaited<ReturnType<typeof setStillStage>>;

async function setWebhookStage({ env, runware, ...options }: StageOptions = {}) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const stage = await setStillStage({
    ...options,
    env: { HTTP_PORT: String(port), PUBLIC_URL: origin, ...env },
    runware: { webhooks: { attempts: 12, firstRetryMs: 20 }, ...runware },
  });
  return { ...stage, origin };
}

/** How often Runware was asked how a task stands. */
const looksOf = ({ runware }: Pick<Stage, "runware">): number =>
  runware.requests.filter(({ tasks }) => tasks.some(({ taskType }) => taskType === "getResponse"))
    .length;

async function looked(stage: Pick<Stage, "runware">, times: number): Promise<void> {
  while (looksOf(stage) < times) await once(stage.runware.events, "request");
}

/** Asks for a video and goes on until the bot waits for it, at an instant when no poll is due. */
async function askAndWait(stage: StillStage, options: Record<string, unknown> = {}) {
  const asked = await ask(stage, options);
  const { taskUUID, body } = await asked.task();
  // Edits of a card come five seconds apart: one is shown, and the next need not wait for its time.
  stage.clock.advance(5_000);
  await asked.shows(/Starting/);
  stage.clock.advance(5_000);
  stage.letSubmitsGo();
  await asked.rendering();
  expect(looksOf(stage)).toBe(0);
  return { asked, taskUUID, url: String(body["webhookURL"]), body };
}

/** Waits until so many webhooks were answered. */
async function answered({ runware, tried }: StillStage, count: number) {
  const statuses = (): number[] => tried.flatMap(({ status }) => status ?? []);
  while (statuses().length < count) await once(runware.events, "webhook");
  return statuses();
}

async function post(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

test.each(["flat", "data"] as const)(
  "a video announced in the %s shape is delivered although no poll is due",
  async (webhookShape) => {
    const stage = await setWebhookStage({ runware: { settings: { webhookShape } } });
    const { asked, taskUUID } = await askAndWait(stage);
    await stage.runware.finish(taskUUID);
    expect(galleryOf(await asked.over())).toHaveLength(1);
    expect(looksOf(stage)).toBe(1);
    expect(stage.tried).toMatchObject([{ attempt: 1, status: 204 }]);
  },
);

test("a failure announced in errors is shown although no poll is due", async () => {
  const stage = await setWebhookStage();
  const { asked, taskUUID } = await askAndWait(stage);
  await stage.runware.fail(taskUUID);
  expect(buttonsOf(await asked.over())).toContain("Try again");
  expect(looksOf(stage)).toBe(1);
});

test("videos that are announced one by one are delivered when the last is there", async () => {
  const stage = await setWebhookStage();
  const { asked, taskUUID } = await askAndWait(stage, { results: 3 });
  for (const video of [1, 2, 3]) {
    await stage.runware.finish(taskUUID, video);
    await answered(stage, video);
    stage.clock.advance(HINT_GAP_MS);
    await looked(stage, video);
  }
  expect(galleryOf(await asked.over())).toHaveLength(3);
});

test("copies of each announcement double nothing", async () => {
  const stage = await setWebhookStage({ runware: { settings: { webhookCopies: 3 } } });
  const { asked, taskUUID } = await askAndWait(stage, { results: 2 });
  await stage.runware.finish(taskUUID);
  expect(await answered(stage, 6)).toEqual([204, 204, 204, 204, 204, 204]);
  stage.clock.advance(HINT_GAP_MS);
  expect(galleryOf(await asked.over())).toHaveLength(2);
  expect(stage.member.in(stage.channel).messages()).toHaveLength(1);
  expect([stage.runware.tasks.length, stage.runware.charges.size]).toEqual([1, 1]);
});

test("an announcement after the end changes nothing", async () => {
  const stage = await setWebhookStage();
  const { asked, taskUUID, url } = await askAndWait(stage);
  await stage.runware.finish(taskUUID);
  const card = textOf(await asked.over());
  expect(await post(url, { taskUUID, videoUUID: "another" })).toBe(204);
  const next = await ask(stage);
  await stage.runware.finish((await next.task()).taskUUID);
  await answered(stage, 2);
  stage.clock.advance(60_000);
  await next.over();
  const asksFor = stage.runware.requests.map(({ tasks }) => tasks.map((task) => task.taskUUID));
  // The submit and the one look that brought the video.
  expect(asksFor.flat().filter((name) => name === taskUUID)).toHaveLength(2);
  expect(textOf(asked.card())).toBe(card);
});

test("an announcement that finds the bot stopped is repeated, and delivers after its start", async () => {
  const stage = await setWebhookStage();
  const { asked, taskUUID } = await askAndWait(stage);
  await stage.stopBot();
  await stage.runware.finish(taskUUID);
  while (stage.tried.length === 0) await once(stage.runware.events, "webhook");
  await stage.startBot();
  expect(await answered(stage, 1)).toEqual([204]);
  expect(galleryOf(await asked.over())).toHaveLength(1);
  expect([looksOf(stage), stage.runware.charges.size]).toEqual([1, 1]);
});

test("forged news has no effect", async () => {
  const stage = await setWebhookStage();
  const { asked, taskUUID, url } = await askAndWait(stage);
  const done = { taskUUID, videoUUID: "b1", videoURL: `${stage.origin}/stolen.mp4`, cost: 99 };
  const statuses = [
    await post(url.replace(/token=.*/, "token=guessed"), done),
    await post(url.replace(/\?.*/, ""), done),
    await post(url, { ...done, taskUUID: "7b0d4c1e-52a9-4f0e-9a51-0c8f3f1d2a10" }),
    await post(url, { news: done }),
    await post(url, { ...done, padding: "x".repeat(300_000) }),
  ];
  expect(statuses).toEqual([403, 403, 400, 400, 413]);
  await stage.runware.finish(taskUUID);
  await asked.over();
  expect(looksOf(stage)).toBe(1);
});

test("news that is not true makes the bot ask, and believe Runware alone", async () => {
  const stage = await setWebhookStage();
  const { asked, taskUUID, url } = await askAndWait(stage);
  const done = { taskUUID, videoUUID: "b1", videoURL: `${stage.origin}/stolen.mp4`, cost: 99 };
  expect(await post(url, done)).toBe(204);
  await looked(stage, 1);
  expect(await post(url, { errors: [{ code: "x", message: "y", taskUUID }] })).toBe(204);
  stage.clock.advance(HINT_GAP_MS);
  await looked(stage, 2);
  await stage.runware.finish(taskUUID);
  await answered(stage, 1);
  stage.clock.advance(HINT_GAP_MS);
  const card = await asked.over();
  expect(galleryOf(card)).toHaveLength(1);
  expect(textOf(card)).not.toContain("$99");
});

test("tokens of webhooks are not in the log", async () => {
  const stage = await setWebhookStage();
  const { asked, taskUUID, url } = await askAndWait(stage);
  await post(`${url}x`, {});
  await post(url, {});
  await stage.runware.finish(taskUUID);
  await asked.over();
  const written = JSON.stringify(stage.log.lines);
  expect(written).toContain("a request was refused");
  expect(written).not.toContain(new URL(url).searchParams.get("token"));
});

test("without the variables tasks name no webhook, and polling alone delivers", async () => {
  const stage = await setStillStage();
  const { asked, taskUUID, body } = await askAndWait(stage);
  expect(body).not.toHaveProperty("webhookURL");
  await stage.runware.finish(taskUUID);
  stage.clock.advance(15_000);
  expect(galleryOf(await asked.over())).toHaveLength(1);
});

test("with HTTP_PORT alone tasks name no webhook, and there is no receiver", async () => {
  const port = await freePort();
  const stage = await setStillStage({ env: { HTTP_PORT: String(port) } });
  const asked = await ask(stage);
  const { taskUUID, body } = await asked.task();
  stage.letSubmitsGo();
  expect(body).not.toHaveProperty("webhookURL");
  const url = `http://127.0.0.1:${port}/webhooks/runware/${taskUUID}?token=x`;
  expect(await post(url, { taskUUID })).toBe(404);
});
