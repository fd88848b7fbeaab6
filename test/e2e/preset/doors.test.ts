import { expect, test } from "vitest";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import { toldPrivately } from "../../support/cards.ts";
import { manage } from "../../support/managing.ts";
import { moderate } from "../../support/moderating.ts";
import { setStage, type Stage } from "../../support/stage.ts";

async function told(
  { channel }: Pick<Stage, "channel">,
  by: Actor,
  path: string,
  options: Record<string, unknown> = {},
): Promise<string> {
  const seat = by.in(channel);
  const words = await toldPrivately(seat, await seat.slash(path, options));
  return words.replaceAll(/\d{15,}/g, "1");
}

test("a moderator takes a shared preset away, on record; another member cannot", async () => {
  const stage = await moderate();
  const { member, guild, moderator } = stage;
  const other = guild.addMember({ name: "Member Two" });
  await told(stage, member, "preset save", { name: "Night", seed: 1 });
  await told(stage, member, "preset share", { name: "Night" });
  expect(await told(stage, other, "preset delete", { name: "Night" })).toMatchInlineSnapshot(
    `"**Night** is shared by <@1>: only they or a moderator can take it away. Nothing was changed."`,
  );
  expect(await told(stage, moderator, "preset delete", { name: "Night" })).toMatchInlineSnapshot(
    `"**Night** is no longer shared in this server. <@1> still has it."`,
  );
  await stage.logged(/The preset \*\*Night\*\* that <@\d+> shared was taken away\./);
  expect(await other.in(stage.channel).autocomplete("preset use", "name", "")).toEqual([]);
  expect(await told(stage, member, "preset list")).toContain("**Night**: seed 1");
});

test("a preset of somebody else that is not shared cannot be named by its id", async () => {
  const stage = await setStage();
  const { member, guild, channel } = stage;
  const other = guild.addMember({ name: "Member Two" });
  await told(stage, member, "preset save", { name: "Night", seed: 1 });
  const [mine] = await member.in(channel).autocomplete("preset use", "name", "");
  const none = /^There is no preset of that name/;
  for (const path of ["preset use", "preset delete", "preset share"]) {
    const prompt = path === "preset use" ? { prompt: "a boat" } : {};
    expect(await told(stage, other, path, { name: mine?.value, ...prompt })).toMatch(none);
  }
  expect(await told(stage, other, "video", { prompt: "a boat", preset: mine?.value })).toMatch(
    none,
  );
});

test("whom the moderators keep from /video gets no video by a preset", async () => {
  const stage = await manage();
  const { member, channel, runware } = stage;
  await told(stage, member, "preset save", { name: "Night", seed: 1 });
  await stage.told("settings access channels", { action: "deny", channel, command: "video" });
  expect(await told(stage, member, "preset use", { name: "Night", prompt: "a boat" })).toMatch(
    /^`\/video` cannot be used in this channel/,
  );
  expect(runware.tasks).toEqual([]);
});

test("a preset whose name has a word of the blocklist is kept, and not shared", async () => {
  const stage = await manage();
  await stage.told("settings blocklist add", { term: "lemon" });
  await told(stage, stage.member, "preset save", { name: "L3mon rain", seed: 1 });
  expect(
    await told(stage, stage.member, "preset share", { name: "l3mon rain" }),
  ).toMatchInlineSnapshot(
    `"This server does not allow a word in the name or the negative prompt of this preset, so it cannot be shared here. You can still use it yourself where it is allowed."`,
  );
});

test("who is blocked shares nothing", async () => {
  const stage = await moderate();
  await told(stage, stage.member, "preset save", { name: "Night", seed: 1 });
  await stage.told("moderate block", { member: stage.member });
  expect(await told(stage, stage.member, "preset share", { name: "Night" })).toMatch(
    /A moderator of this server has blocked you/,
  );
});

test("the blocklist holds for what a preset brings along", async () => {
  const stage = await manage();
  await told(stage, stage.member, "preset save", { name: "Night", negative_prompt: "lemon" });
  await stage.told("settings blocklist add", { term: "lemon" });
  expect(
    await told(stage, stage.member, "preset use", { name: "Night", prompt: "a boat" }),
  ).toMatch(/does not allow a word/);
});

test("the words that came with somebody else's preset are left out once they are blocked", async () => {
  const stage = await manage({ runware: { manual: true } });
  const { member, guild, channel, runware } = stage;
  const other = guild.addMember({ name: "Member Two" });
  const options = { name: "Night", negative_prompt: "lemon", duration: 8 };
  await told(stage, member, "preset save", options);
  await told(stage, member, "preset share", { name: "Night" });
  await stage.told("settings blocklist add", { term: "lemon" });
  const use = { name: "night", prompt: "a boat" };
  await (await other.in(channel).slash("preset use", use)).response();
  const { job } = await runware.waitForTask(({ job: { prompt } }) => prompt === "a boat");
  expect(job).toMatchObject({ negativePrompt: undefined, durationS: 8 });
});

test.each([
  [{ name: "\u200B\u2060", seed: 1 }, /needs a name that can be read/],
  [{ name: "Night" }, /Choose at least one option/],
  [{ name: "Night", duration: 10, resolution: "1080p" }, /10 seconds is not possible at 1080p/],
])("%j is no preset", async (options, sentence) => {
  const stage = await setStage();
  expect(await told(stage, stage.member, "preset save", options)).toMatch(sentence);
  expect(await told(stage, stage.member, "preset list")).toContain("(0 of 25)");
});
