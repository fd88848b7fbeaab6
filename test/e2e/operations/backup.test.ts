import path from "node:path";
import { expect, test } from "vitest";
import { backUp } from "../../../src/cli/backup/back-up.ts";
import { restore } from "../../../src/cli/backup/restore.ts";
import { ask } from "../../support/asking.ts";
import { textOf, videosOf } from "../../support/cards.ts";
import { allArchived, withStore } from "../../support/left-records.ts";
import { png } from "../../support/png.ts";
import { reviewed } from "../../support/reviewing.ts";
import { requestsOf } from "../../support/runware-requests.ts";

test("a backup of a bot at work goes on elsewhere, and posts, pays and archives nothing twice", async () => {
  const stage = await reviewed({
    flagged: [],
    runware: { manual: true },
    env: { RUNWARE_CONCURRENCY: "2" },
  });
  const { runware, channel, dataDir } = stage;
  const old = { storePath: path.join(dataDir, "flipbook.sqlite"), dataDir };

  // One of each: finished, held for a moderator, and two that are being made.
  const done = await ask(stage);
  await runware.finish((await done.rendering()).taskUUID);
  await done.over();
  runware.faults.task(({ positivePrompt }) => positivePrompt === "held", { nsfw: [0] });
  const held = await ask(stage, { prompt: "held" });
  const { taskUUID: heldTask } = await held.rendering();
  await runware.finish(heldTask);
  const question = await stage.question(held);
  const delivered = await ask(stage);
  const { taskUUID: deliveredTask } = await delivered.rendering();
  const unfinished = await ask(stage, { prompt: "in a frame", first_frame: png() });
  const { taskUUID: unfinishedTask } = await unfinished.rendering();

  const queued = await ask(stage, { prompt: "in line" });
  await queued.shows(/Queued/);

  // The bot takes another one meanwhile.
  const folder = path.join(dataDir, "backup");
  const now = new Date(stage.clock.now());
  const [, meanwhile] = await Promise.all([backUp(old, folder, now), ask(stage)]);
  // The backup knows nothing of this either: in there they are still to be made.
  await runware.finish(deliveredTask);
  await delivered.over();
  const { taskUUID: queuedTask } = await queued.rendering();
  await runware.finish(queuedTask);
  await queued.over();
  await runware.finish((await meanwhile.rendering()).taskUUID);
  await meanwhile.over();
  await stage.stopBot();
  const before = { tasks: runware.tasks.length, messages: channel.messages().length };

  const elsewhere = path.join(dataDir, "elsewhere");
  const place = { storePath: path.join(elsewhere, "flipbook.sqlite"), dataDir: elsewhere };
  await restore(place, folder, { replace: false, now });
  // What waits for a moderator is long gone at the provider: it comes from the backup.
  runware.expire(heldTask);
  const config = {
    ...stage.config,
    storeUrl: `sqlite://${place.storePath}`,
    dataDir: elsewhere,
  };
  await stage.startBot(config);
  await runware.finish(unfinishedTask);
  await stage.moderator.press(question, "Approve");
  const restored = { ...stage, config, dataDir: elsewhere };
  for (const asked of [done, held, delivered, unfinished, queued]) {
    expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
  }
  await allArchived(restored);
  await stage.stopBot();

  expect(runware.tasks).toHaveLength(before.tasks);
  // What waited in line then was not even offered a second time.
  const submits = requestsOf(runware, "videoInference");
  expect(submits.filter(({ tasks }) => tasks[0]?.["taskUUID"] === queuedTask)).toHaveLength(1);
  expect(channel.messages()).toHaveLength(before.messages);
  await withStore(restored, async ({ archive, spending }) => {
    const ids = [done, held, delivered, unfinished, queued].map(({ id }) => id);
    expect(await archive.ids()).toEqual(expect.arrayContaining(ids));
    const booked: unknown[] = [];
    for await (const row of spending.readAll()) booked.push(row);
    // One booking for each, in the one document of the day.
    for (const id of ids) expect(JSON.stringify(booked).split(`"${id}"`)).toHaveLength(2);
  });
  expect(textOf(held.card())).toContain("A moderator approved this video");
});
