import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { cardWith, textOf, videosOf } from "../../support/cards.ts";
import { allArchived, spooledIds, stored } from "../../support/left-records.ts";
import { setStage } from "../../support/stage.ts";
import { DAY_MS, LEFT, PURGED, rowsOf } from "./support.ts";

const PAST_TOKEN_MS = 16 * 60_000;
const ONE_SLOT = { runware: { manual: true }, env: { RUNWARE_CONCURRENCY: "1" } };

test("what waits for its turn in a server that the bot leaves is cancelled, and its money is free", async () => {
  const stage = await setStage(ONE_SLOT);
  await (await ask(stage)).rendering();
  const waiting = await ask(stage);
  stage.guild.removeBot();
  const card = await waiting.shows(/cancelled/);
  expect(textOf(card)).toContain(
    "I was removed from the server before this video was ordered, so it is cancelled.",
  );
  expect(textOf(card)).toContain("Nothing was charged.");
  const { unfinished, archive } = await stored(stage, waiting.id);
  expect(unfinished ?? archive).toMatchObject({
    state: "cancelled",
    reservedMicroUsd: 0,
    cost: null,
  });
  expect(stage.runware.tasks).toHaveLength(1);
});

test("what waited when the process died is not ordered after the server was left", async () => {
  const stage = await setStage(ONE_SLOT);
  await (await ask(stage)).rendering();
  const waiting = await ask(stage);
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  await stage.stopBot();
  await stage.startBot();
  const { archive } = await stored(stage, waiting.id);
  expect(archive).toMatchObject({ state: "cancelled", reservedMicroUsd: 0 });
  expect(stage.runware.tasks).toHaveLength(1);
});

test("a video that was being made reaches its member directly", async () => {
  const { discord, runware, member, guild, clock, ...stage } = await setStage(ONE_SLOT);
  const there = discord.createGuild({ name: "Another Server" });
  there.addMember({ user: member });
  const asked = await ask({ discord, runware, member, guild, clock, ...stage });
  const { taskUUID } = await asked.rendering();
  guild.removeBot();
  await stage.log.waitFor(LEFT);
  discord.clock.advance(PAST_TOKEN_MS);
  clock.advance(PAST_TOKEN_MS);
  await runware.finish(taskUUID);
  clock.advance(60_000);
  const [message] = await member.dms.waitFor((messages) => messages.length > 0 && messages);
  expect(message && videosOf(message)).toHaveLength(1);
});

test("an inbox of a server that was left a month ago is empty, and so is the disk", async () => {
  const { discord, runware, member, guild, clock, log, ...rest } = await setStage(ONE_SLOT);
  const stage = { discord, runware, member, guild, clock, log, ...rest };
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  guild.removeBot();
  await log.waitFor(LEFT);
  discord.clock.advance(PAST_TOKEN_MS);
  clock.advance(PAST_TOKEN_MS);
  await runware.finish(taskUUID);
  clock.advance(60_000);
  await allArchived(stage);
  const there = discord.createGuild({ name: "Another Server" });
  const same = there.addMember({ user: member });
  const place = same.in(there.createChannel());
  const shown = await (await place.slash("inbox")).message();
  await place.waitFor((all) =>
    all.some((one) => one.id === shown.id && videosOf(one).length === 1),
  );
  expect(await spooledIds(stage)).toEqual([asked.id]);

  clock.advance(32 * DAY_MS);
  await log.waitFor(PURGED);
  await cardWith(place, await place.slash("inbox"), "Nothing waits for you.");
  expect(await spooledIds(stage)).toEqual([]);
  expect(await rowsOf(stage)).toEqual([]);
});
