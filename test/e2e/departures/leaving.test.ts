import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { runSql } from "../../support/left-records.ts";
import { setStage } from "../../support/stage.ts";
import { stageWithKeys } from "../keys/support.ts";
import {
  BACK,
  DAY_MS,
  furnish,
  furnishFully,
  isInFile,
  keptIn,
  LEFT,
  PURGED,
  rowsOf,
} from "./support.ts";

/** Longer than the longest month: nothing is purged in the month (UTC) it was left in. */
const OVER_A_MONTH_MS = 32 * DAY_MS;
const AT_ONCE = { runware: { renderMs: () => 0 } };

test("a month after the bot left a server nothing of it is in the store any more", async () => {
  const stage = await stageWithKeys(AT_ONCE);
  await furnishFully(stage);
  expect(await keptIn(stage)).toEqual([
    "archive",
    "audit",
    "favourite-lists",
    "favourites",
    "gallery",
    "gallery-days",
    "gallery-views",
    "guilds",
    "keys",
    "members",
    "reports",
    "settings",
    "spending",
  ]);
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  stage.clock.advance(OVER_A_MONTH_MS);
  const line = await stage.log.waitFor(PURGED);
  expect(line).toMatchObject({ guildId: stage.guild.id, archive: 1, settings: 1, keys: 1 });
  expect(await rowsOf(stage)).toEqual([]);
  await stage.stopBot();
  expect(await isInFile(stage)).toBe(false);
});

test("a server that comes back within 30 days finds everything as it was", async () => {
  const stage = await setStage(AT_ONCE);
  const { id } = await furnish(stage);
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  stage.clock.advance(29 * DAY_MS);
  await stage.stopBot();
  await stage.startBot();
  stage.guild.addBot();
  await stage.log.waitFor(BACK);
  stage.clock.advance(OVER_A_MONTH_MS);
  await (await ask(stage)).over();
  expect(stage.log.lines.filter(({ msg }) => msg === PURGED)).toEqual([]);
  const rows = await rowsOf(stage);
  expect(rows).toContainEqual({ key: `archive:${id}` });
  expect(rows).toContainEqual({ key: `settings:${stage.guild.id}` });
});

test("the month goes on while the bot is not running", async () => {
  const stage = await setStage(AT_ONCE);
  await furnish(stage);
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  await stage.stopBot();
  stage.clock.advance(OVER_A_MONTH_MS);
  await stage.startBot();
  await stage.log.waitFor(PURGED);
  expect(await rowsOf(stage)).toEqual([]);
});

test("a server that came back while the bot was not running keeps its data, however late", async () => {
  const stage = await setStage(AT_ONCE);
  const { id } = await furnish(stage);
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  await stage.stopBot();
  stage.clock.advance(OVER_A_MONTH_MS);
  stage.guild.addBot();
  await stage.startBot();
  await stage.log.waitFor(BACK);
  await (await ask(stage)).over();
  expect(await rowsOf(stage)).toContainEqual({ key: `archive:${id}` });
});

test("a server that the bot was removed from while it was not running counts as left from the start on", async () => {
  const stage = await setStage(AT_ONCE);
  await furnish(stage);
  await stage.stopBot();
  stage.guild.removeBot();
  stage.clock.advance(OVER_A_MONTH_MS);
  await stage.startBot();
  await stage.log.waitFor(LEFT);
  expect(await rowsOf(stage)).not.toEqual([]);
  stage.clock.advance(OVER_A_MONTH_MS);
  await stage.log.waitFor(PURGED);
  expect(await rowsOf(stage)).toEqual([]);
});

test("a server that the bot was removed from between two sessions counts as left", async () => {
  const { discord, ...stage } = await setStage(AT_ONCE);
  discord.faults.dropGateway({ resumable: false });
  stage.guild.removeBot();
  expect(await stage.log.waitFor(LEFT)).toMatchObject({ guildId: stage.guild.id });
});

test("an outage is no departure, not even with a new session in the middle of it", async () => {
  const { discord, ...stage } = await setStage(AT_ONCE);
  const { guild, clock, log } = stage;
  guild.setOutage(true);
  const ready = new Promise((resolve) => discord.events.once("ready", resolve));
  discord.faults.dropGateway({ resumable: false });
  await ready;
  clock.advance(OVER_A_MONTH_MS);
  guild.setOutage(false);
  // Told after all of that, and read in order.
  const other = discord.createGuild({ name: "Another Server" });
  other.removeBot();
  await log.waitFor(LEFT, ({ guildId }) => guildId === other.id);
  expect(log.lines.filter(({ msg, guildId }) => msg === LEFT && guildId === guild.id)).toEqual([]);
});

test("what nobody can read any more goes as well", async () => {
  const stage = await setStage(AT_ONCE);
  const { id } = await furnish(stage);
  await stage.stopBot();
  const broken = `{ "guildId": "${stage.guild.id}", broken`;
  const spoil = "UPDATE keyv SET value = ? WHERE key = ?";
  await runSql(stage, spoil, broken, `archive:${id}`);
  await runSql(stage, spoil, broken, `settings:${stage.guild.id}`);
  await stage.startBot();
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  stage.clock.advance(OVER_A_MONTH_MS);
  await stage.log.waitFor(PURGED);
  expect(await rowsOf(stage)).toEqual([]);
});

test("other servers keep what is theirs", async () => {
  const stage = await setStage(AT_ONCE);
  await furnish(stage);
  const there = stage.discord.createGuild({ name: "Another Server" });
  const by = there.addMember({ name: "Member Far" });
  const asked = await ask(stage, {}, { by, in: there.createChannel() });
  await asked.over();
  stage.guild.removeBot();
  await stage.log.waitFor(LEFT);
  stage.clock.advance(OVER_A_MONTH_MS);
  await stage.log.waitFor(PURGED);
  expect(await rowsOf({ ...stage, guild: there })).toContainEqual({ key: `archive:${asked.id}` });
});
