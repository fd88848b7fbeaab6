import { expect, test } from "vitest";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { ask } from "../../support/asking.ts";
import { buttonsOf, cardWith, shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { manage, restart, type Managed } from "../../support/managing.ts";

/** A guild whose settings nobody can read any more. */
async function spoiled(): Promise<Managed> {
  const stage = await manage();
  await stage.told("settings strikes", { threshold: 5 });
  await stage.stopBot();
  await runSql(
    stage,
    "UPDATE keyv SET value = ? WHERE key = ?",
    "{ broken",
    `settings:${stage.guild.id}`,
  );
  await stage.startBot();
  return stage;
}

const panelOf = async ({ place }: Managed): Promise<WireMessage> =>
  cardWith(place, await place.slash("setup"), "cannot be read");

/** Presses Start over and gives the question that comes. */
async function questionOf(stage: Managed): Promise<WireMessage> {
  const pressed = await stage.manager.press(await panelOf(stage), "Start over");
  return shownPrivately(stage.place, pressed);
}

/** Answers the question with yes, and gives what is said then. */
async function startOver({ manager, place }: Managed, question: WireMessage): Promise<string> {
  await (await manager.press(question, "Start over")).response();
  return place.waitFor((all) => {
    const now = all.find(({ id }) => id === question.id);
    return now !== undefined && buttonsOf(now).length === 0 && textOf(now);
  });
}

test("settings that cannot be read are a problem with a way out", async () => {
  const stage = await spoiled();
  const panel = await panelOf(stage);
  expect(textOf(panel)).toContain(
    "❌ Problem: **The settings of this server cannot be read, so nothing new is made here.**",
  );
  expect(buttonsOf(panel)).toEqual(["Check again", "Start over"]);
  expect(await stage.refusedVideo()).toContain("cannot be read");
});

test("starting over asks once what would be lost", async () => {
  const stage = await spoiled();
  const question = await questionOf(stage);
  expect(textOf(question)).toMatchInlineSnapshot(
    `"Start over with the settings of a new server? Everything that moderators have set is gone then: safety, review, the log channel, the blocklist, access, allowances, budgets and the server's own key. The operator keeps the unreadable record."`,
  );
  expect(await stage.refusedVideo()).toContain("cannot be read");
});

test("after starting over videos can be made again, with the settings of a new server", async () => {
  const stage = await spoiled();
  expect(await startOver(stage, await questionOf(stage))).toMatchInlineSnapshot(
    `"Started over: this server has the settings of a new one, and videos can be made again. The safety check is \`fast\` or what the bot's operator requires, flagged videos wait for a moderator, there is no log channel, no blocklist and no limit of this server's own, and the bot's operator pays. \`/settings show\` shows it all."`,
  );
  await (await ask(stage)).over();
  await cardWith(stage.place, await stage.place.slash("setup"), "No log channel is set.");
});

test("it is on record, and holds after a restart", async () => {
  const stage = await spoiled();
  await startOver(stage, await questionOf(stage));
  await restart(stage);
  await cardWith(stage.place, await stage.place.slash("setup"), "No log channel is set.");
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const seat = moderator.in(stage.channel);
  expect(await toldPrivately(seat, await seat.slash("moderate log"))).toContain(
    "The settings could not be read; they are those of a new server now.",
  );
});

test("the unreadable record is kept for the operator", async () => {
  const stage = await spoiled();
  await startOver(stage, await questionOf(stage));
  const rows = await runSql(stage, "SELECT value FROM keyv WHERE key LIKE 'broken:settings:%'");
  expect(rows).toEqual([{ value: "{ broken" }]);
});

test("a stale question changes nothing once the settings can be read", async () => {
  const stage = await spoiled();
  const [first, second] = [await questionOf(stage), await questionOf(stage)];
  await startOver(stage, first);
  await stage.told("settings strikes", { threshold: 7 });
  expect(await startOver(stage, second)).toBe(
    "The settings of this server can be read again. Nothing was changed.",
  );
  const rows = await runSql(
    stage,
    "SELECT key FROM keyv WHERE key = ? AND value LIKE '%\"strikeThreshold\":7%'",
    `settings:${stage.guild.id}`,
  );
  expect(rows).toHaveLength(1);
});
