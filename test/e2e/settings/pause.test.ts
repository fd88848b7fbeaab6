import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { videosOf } from "../../support/cards.ts";
import { manage, restart } from "../../support/managing.ts";

test("a pause refuses new videos until it is taken back, and both is said", async () => {
  const stage = await manage();
  expect(await stage.told("settings pause")).toMatchInlineSnapshot(
    `"New videos are **paused** in this server until somebody types \`/settings pause\` again. What was asked for before is still made and posted."`,
  );
  expect(await stage.refusedVideo()).toMatchInlineSnapshot(
    `"The moderators of this server have paused new videos for now. Nothing was spent."`,
  );
  expect(await stage.told("settings pause")).toMatchInlineSnapshot(
    `"New videos can be made again in this server."`,
  );
  await (await ask(stage)).task();
});

test("a pause survives a restart", async () => {
  const stage = await manage();
  await stage.told("settings pause");
  await restart(stage);
  expect(await stage.refusedVideo()).toMatch(/have paused new videos/);
});

test("what was asked for before a pause is still made", async () => {
  const stage = await manage();
  const asked = await ask(stage);
  await stage.told("settings pause");
  expect(videosOf(await asked.over())).toHaveLength(1);
});

test("resuming does not hide that the operator has paused the bot everywhere", async () => {
  const stage = await manage({ env: { PAUSED: "true" } });
  await stage.told("settings pause");
  expect(await stage.told("settings pause")).toMatchInlineSnapshot(
    `"New videos can be made again in this server. The bot's operator has paused it everywhere, though, so nothing new is made until they resume."`,
  );
});
