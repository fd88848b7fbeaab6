import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, galleryOf, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { restart } from "../../support/managing.ts";
import { setStage } from "../../support/stage.ts";
import { allArchived } from "../../support/left-records.ts";
import { AT_ONCE, look, press, promptsOn } from "./looking.ts";

test("finished videos are in the gallery and play there, the newest first", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage, { prompt: "a paper boat" })).over();
  await (await ask(stage, { prompt: "a *red* kite", results: 2 })).over();
  await allArchived(stage);
  const page = await look(stage);
  expect(promptsOn(page)).toEqual(["a \\*red\\* kite", "a paper boat"]);
  expect(videosOf(page).map(({ name }) => name)).toEqual([
    "a-red-kite-1.mp4",
    "a-red-kite-2.mp4",
    "a-paper-boat-1.mp4",
  ]);
  for (const { media } of galleryOf(page)) expect((await fetch(media.url)).status).toBe(200);
  const each = ["Open", "Favourite · 0", "Again", "Remix", "Use as frame"];
  expect(buttonsOf(page)).toEqual([...each, ...each]);
});

test("an empty gallery says how something comes into it", async () => {
  const stage = await setStage();
  expect(textOf(await look(stage))).toMatch(/Nothing to see here yet.*`\/video`/);
});

test("private videos never enter", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage, { private: true })).over();
  await allArchived(stage);
  expect(textOf(await look(stage))).toMatch(/Nothing to see here yet/);
});

test("previous and next turn the pages, also after a restart", async () => {
  const stage = await setStage(AT_ONCE);
  for (let number = 1; number <= 5; number += 1) {
    await (await ask(stage, { prompt: `boat ${number}` })).over();
  }
  await allArchived(stage);
  const first = await look(stage);
  expect(textOf(first)).toContain("5 results · page 1 of 2");
  await restart(stage);
  const second = await press(stage, first, "Next", /page 2 of 2/);
  expect(promptsOn(second)).toEqual(["boat 1"]);
  const back = await press(stage, second, "Previous", /page 1 of 2/);
  expect(promptsOn(back)).toEqual(["boat 5", "boat 4", "boat 3", "boat 2"]);
});

test("results are chosen by member, style, words and day", async () => {
  const stage = await setStage(AT_ONCE);
  const other = stage.guild.addMember({ name: "Member Two" });
  await (await ask(stage, { prompt: "a boat of clay", style: "clay" })).over();
  await (await ask(stage, { prompt: "a red kite" }, { by: other })).over();
  await allArchived(stage);
  expect(promptsOn(await look(stage, { member: other }))).toEqual(["a red kite"]);
  expect(promptsOn(await look(stage, { style: "clay" }))).toEqual(["a boat of clay"]);
  expect(promptsOn(await look(stage, { search: "whale" }))).toEqual([]);
  expect(promptsOn(await look(stage, { search: "kit" }))).toEqual(["a red kite"]);
  const day = new Date(stage.discord.clock.now()).toISOString().slice(0, 10);
  expect(promptsOn(await look(stage, { from: day, to: day }))).toHaveLength(2);
  expect(textOf(await look(stage, { to: "2020-01" }))).toMatch(/Nothing here matches that/);
});

test.each([
  [{ from: "last week" }, /year-month-day/],
  [{ to: "2026-02-31" }, /year-month-day/],
  [{ from: "2026-03-02", to: "2026-03-01" }, /Swap the two/],
])("days that make no sense are refused: %j", async (options, sentence) => {
  const stage = await setStage();
  const seat = stage.member.in(stage.channel);
  expect(await toldPrivately(seat, await seat.slash("gallery", options))).toMatch(sentence);
});

test("prompts are suggested while the words are typed", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage, { prompt: "a paper boat" })).over();
  await (await ask(stage, { prompt: "a red kite" })).over();
  await allArchived(stage);
  const suggest = (typed: string) =>
    stage.member.in(stage.channel).autocomplete("gallery", "search", typed);
  expect(await suggest("boa")).toEqual([{ name: "a paper boat", value: "a paper boat" }]);
  expect((await suggest("")).map(({ name }) => name)).toEqual(["a red kite", "a paper boat"]);
});
