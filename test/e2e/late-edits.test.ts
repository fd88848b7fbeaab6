import { expect, test } from "vitest";
import { ask, type Asked } from "../support/asking.ts";
import { textOf, videosOf } from "../support/cards.ts";
import { allArchived, runSql } from "../support/left-records.ts";
import { setStage, type Stage } from "../support/stage.ts";

const MINUTE_MS = 60_000;
const ORIGINAL = /(@|%40)original$/;

/**
 * A generation whose process is gone while Discord still holds its last progress edit; `land` lets
 * Discord do it now, and resolves when it is done.
 */
async function leftWithEdit(stage: Stage): Promise<{ asked: Asked; land: () => Promise<void> }> {
  const asked = await ask(stage);
  await asked.rendering();
  let letGo = (): void => {};
  const once = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const { discord } = stage;
  const held = discord.faults.next({
    match: { method: "PATCH", route: ORIGINAL },
    do: { workOnce: once },
  });
  stage.clock.advance(10_000);
  await held.met;
  const edit = await discord.waitFor(() =>
    discord.wire.find("PATCH", ORIGINAL).find(({ isFaulty }) => isFaulty),
  );
  await stage.stopBot();
  return {
    asked,
    async land() {
      letGo();
      await discord.waitFor(() => edit.status === 200 || undefined);
    },
  };
}

/** Edits of the card that brought a video. */
const uploads = ({ discord }: Stage): number =>
  discord.wire.find("PATCH", ORIGINAL).filter(({ files }) => files.length > 0).length;

/** Lets the bot's time go on until it has nothing left to do. */
async function goOn(stage: Stage): Promise<void> {
  const sql = "SELECT key FROM keyv WHERE key LIKE 'unfinished:%'";
  const left = (): Promise<unknown> => {
    stage.clock.advance(2000);
    return runSql(stage, sql);
  };
  await expect.poll(left, { timeout: 15_000, interval: 100 }).toEqual([]);
}

/** Starts the bot again; from then on its time moves by `advance` alone, and the news is fetched. */
async function startStill(stage: Stage): Promise<void> {
  stage.clock.standStill();
  await stage.startBot();
  stage.clock.advance(30_000);
}

test("a progress edit of a dead process that lands on the delivered video is undone", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const { asked, land } = await leftWithEdit(stage);
  await stage.runware.finish((await asked.task()).taskUUID);
  await startStill(stage);
  await asked.shows(/seed/i);
  await land();
  expect(videosOf(asked.card())).toHaveLength(0);
  await goOn(stage);
  expect(videosOf(asked.card())).toHaveLength(1);
  expect(uploads(stage)).toBe(2);
  expect(stage.channel.messages()).toHaveLength(1);
});

test("a delivery that nothing landed on after a restart is made once", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const { asked, land } = await leftWithEdit(stage);
  await land();
  await stage.runware.finish((await asked.task()).taskUUID);
  await stage.startBot();
  stage.clock.advance(10_000);
  await allArchived(stage);
  expect(videosOf(asked.card())).toHaveLength(1);
  expect(uploads(stage)).toBe(1);
});

test("a delivery long after the restart does not look at its card again", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.stopBot();
  await stage.startBot();
  stage.clock.advance(2 * MINUTE_MS);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(MINUTE_MS);
  await asked.over();
  await allArchived(stage);
  expect(textOf(asked.card())).not.toContain("Rendering");
  expect(stage.discord.wire.find("GET", ORIGINAL)).toHaveLength(0);
});

test("a progress edit of a dead process that lands on the end of a failed one is undone", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const { asked, land } = await leftWithEdit(stage);
  await stage.runware.fail((await asked.task()).taskUUID);
  await startStill(stage);
  await asked.shows(/gave up on this video/);
  await land();
  expect(textOf(asked.card())).toContain("Rendering");
  const said = (): string => {
    stage.clock.advance(2000);
    return textOf(asked.card());
  };
  await expect.poll(said, { timeout: 15_000, interval: 100 }).toContain("gave up on this video");
  expect(stage.channel.messages()).toHaveLength(1);
});

test("a stop does not wait for a look at the card, and the next start posts nothing again", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.stopBot();
  await stage.runware.finish(taskUUID);
  await startStill(stage);
  await asked.shows(/seed/i);
  await stage.stopBot();
  await stage.startBot();
  await allArchived(stage);
  expect(videosOf(asked.card())).toHaveLength(1);
  expect(uploads(stage)).toBe(1);
  expect(stage.channel.messages()).toHaveLength(1);
});
