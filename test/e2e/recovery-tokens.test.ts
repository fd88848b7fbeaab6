import { expect, test } from "vitest";
import { ask } from "../support/asking.ts";
import { videosOf } from "../support/cards.ts";
import { setStage } from "../support/stage.ts";

const PAST_TOKEN_MS = 16 * 60_000;

test("a token that Discord calls dead before its time is tried once and then left alone", async () => {
  const { discord, ...stage } = await setStage({ runware: { manual: true } });
  const asked = await ask({ discord, ...stage });
  const { taskUUID } = await asked.rendering();
  // Discord's clock alone: by the bot's own the token lives on.
  discord.clock.advance(PAST_TOKEN_MS);
  await discord.waitFor(
    () => discord.wire.find("PATCH", /\/channels\/\d+\/messages\/\d+$/).length >= 3,
  );
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  expect(videosOf(await asked.over())).toHaveLength(1);
  expect(discord.wire.refused[401]).toBe(1);
});

test("a token that Discord called dead is not tried again after a restart", async () => {
  const { discord, ...stage } = await setStage({ runware: { manual: true } });
  const asked = await ask({ discord, ...stage });
  const { taskUUID } = await asked.rendering();
  discord.clock.advance(PAST_TOKEN_MS);
  const editsInChannel = () => discord.wire.find("PATCH", /\/channels\/\d+\/messages\/\d+$/).length;
  await discord.waitFor(() => editsInChannel() >= 1);
  await stage.stopBot();
  await stage.startBot();
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  expect(videosOf(await asked.over())).toHaveLength(1);
  expect(discord.wire.refused[401]).toBe(1);
});
