import { ChannelType } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { textOf } from "../../support/cards.ts";
import { allArchived } from "../../support/left-records.ts";
import { restart } from "../../support/managing.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import { AT_ONCE, look, promptsOn } from "./looking.ts";

const suggested = async (stage: Stage, typed: string): Promise<string[]> => {
  const choices = await stage.member.in(stage.channel).autocomplete("gallery", "search", typed);
  return choices.map(({ name }) => name);
};

test("what was made in a channel that the reader cannot see is neither shown nor suggested", async () => {
  const stage = await setStage(AT_ONCE);
  const insider = stage.guild.addMember({ name: "Insider" });
  const hidden = stage.guild.createChannel({
    name: "hidden",
    overwrites: [
      { for: "everyone", deny: ["ViewChannel"] },
      { for: insider, allow: ["ViewChannel"] },
      { for: "bot", allow: ["ViewChannel"] },
    ],
  });
  await (await ask(stage, { prompt: "a secret boat" }, { by: insider, in: hidden })).over();
  await (await ask(stage, { prompt: "an open boat" })).over();
  await allArchived(stage);
  expect(promptsOn(await look(stage))).toEqual(["an open boat"]);
  expect(promptsOn(await look(stage, { search: "secret" }))).toEqual([]);
  expect(await suggested(stage, "boat")).toEqual(["an open boat"]);
  expect(promptsOn(await look(stage, {}, { by: insider }))).toEqual([
    "an open boat",
    "a secret boat",
  ]);
});

test("a channel that is closed to the reader later takes its videos out of their gallery", async () => {
  const stage = await setStage(AT_ONCE);
  const other = stage.guild.createChannel({ name: "other" });
  await (await ask(stage, { prompt: "a boat" }, { in: other })).over();
  await allArchived(stage);
  expect(promptsOn(await look(stage))).toEqual(["a boat"]);
  other.setOverwrites([{ for: "everyone", deny: ["ReadMessageHistory"] }]);
  await expect.poll(async () => promptsOn(await look(stage))).toEqual([]);
});

test("a deleted channel takes its videos along", async () => {
  const stage = await setStage(AT_ONCE);
  const other = stage.guild.createChannel({ name: "other" });
  await (await ask(stage, { prompt: "a boat" }, { in: other })).over();
  await allArchived(stage);
  other.delete();
  await expect.poll(async () => promptsOn(await look(stage))).toEqual([]);
});

test("what was made where age is restricted is shown only there", async () => {
  const stage = await setStage(AT_ONCE);
  const restricted = stage.guild.createChannel({ name: "restricted", nsfw: true });
  await (await ask(stage, { prompt: "a boat" }, { in: restricted })).over();
  await allArchived(stage);
  expect(promptsOn(await look(stage))).toEqual([]);
  expect(promptsOn(await look(stage, {}, { in: restricted }))).toEqual(["a boat"]);
});

test("a public thread is as open as its channel, also once the bot has restarted", async () => {
  const stage = await setStage(AT_ONCE);
  const thread = stage.channel.createThread({ name: "boats" });
  await (await ask(stage, { prompt: "a boat" }, { in: thread })).over();
  await allArchived(stage);
  thread.setThread({ archived: true });
  await restart(stage);
  expect(promptsOn(await look(stage))).toEqual(["a boat"]);
});

test("what was made in a private thread is shown inside it alone, and to who manages threads", async () => {
  const stage = await setStage(AT_ONCE);
  const thread = stage.channel.createThread({ name: "secrets" });
  Object.assign(thread.channel, { type: ChannelType.PrivateThread });
  const keeper = stage.guild.addMember({ name: "Keeper", permissions: ["ManageThreads"] });
  await restart(stage);
  await (await ask(stage, { prompt: "a boat" }, { in: thread })).over();
  await allArchived(stage);
  expect(textOf(await look(stage))).toMatch(/Nothing to see here yet/);
  expect(promptsOn(await look(stage, {}, { in: thread }))).toEqual(["a boat"]);
  expect(promptsOn(await look(stage, {}, { by: keeper }))).toEqual(["a boat"]);
});
