import { expect, test } from "vitest";
import { ask, type Asked } from "../support/asking.ts";
import { textOf, videosOf } from "../support/cards.ts";
import { allArchived } from "../support/left-records.ts";
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

test("a progress edit of a dead process that lands on the delivered video is undone", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const { asked, land } = await leftWithEdit(stage);
  await stage.runware.finish((await asked.task()).taskUUID);
  await stage.startBot();
  await stage.discord.waitFor(() => uploads(stage) === 1 || undefined);
  await asked.shows(/seed/i);
  await land();
  expect(videosOf(asked.card())).toHaveLength(0);
  stage.clock.advance(10_000);
  await allArchived(stage);
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
