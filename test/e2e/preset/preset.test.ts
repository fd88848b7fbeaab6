import { expect, test } from "vitest";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import { follow } from "../../support/asking.ts";
import { shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { restart } from "../../support/managing.ts";
import { setStage, type Stage } from "../../support/stage.ts";

const held = { runware: { manual: true } };

async function told(
  { channel }: Stage,
  by: Actor,
  path: string,
  options: Record<string, unknown> = {},
): Promise<string> {
  const seat = by.in(channel);
  const words = await toldPrivately(seat, await seat.slash(path, options));
  return words.replaceAll(/\d{15,}/g, "1");
}

const suggested = async (stage: Stage, by: Actor, path: string, option = "name", typed = "") =>
  by.in(stage.channel).autocomplete(path, option, typed);

const jobFor = async ({ runware }: Stage, prompt: string) =>
  (await runware.waitForTask(({ job }) => job.prompt === prompt)).job;

test("a preset is saved, listed, chosen in /video, and survives a restart", async () => {
  const stage = await setStage(held);
  const { member, channel } = stage;
  expect(
    await told(stage, member, "preset save", {
      name: "Night *rain*",
      resolution: "540p",
      style: "cyberpunk",
      negative_prompt: "sun",
    }),
  ).toMatchInlineSnapshot(`
    "**Night \\*rain\\*** is kept: resolution 540p · style Cyberpunk · negative prompt “sun”.
    Choose it in \`/video preset:\`, in every server. What you type beside it wins."
  `);
  await restart(stage);
  expect(await told(stage, member, "preset list")).toMatchInlineSnapshot(`
    "### Your presets (1 of 25)
    **Night \\*rain\\***: resolution 540p · style Cyberpunk · negative prompt “sun”
    ### Shared in this server
    None of other members. \`/preset share\` lets everyone here use one of yours."
  `);
  const choices = await suggested(stage, member, "video", "preset", "night");
  expect(choices.map(({ name }) => name)).toEqual(["Night *rain*"]);
  const seat = member.in(channel);
  const use = await seat.slash("video", {
    prompt: "a boat",
    preset: choices[0]?.value,
    style: "clay",
  });
  await use.response();
  expect(await jobFor(stage, "a boat")).toMatchObject({
    height: 540,
    style: "clay",
    negativePrompt: "sun",
  });
  const card = follow(stage, use, "a boat").card();
  const details = textOf(await shownPrivately(seat, await member.press(card, "Details")));
  expect(details).toContain("**Resolution** 540p (preset)");
  expect(details).toContain("**Style** Clay (typed)");
  expect(details).toContain("**Negative prompt** (preset)\nsun");
});

test("a preset wins over the member's defaults, and leaves the rest to them", async () => {
  const stage = await setStage(held);
  const { member, channel } = stage;
  await told(stage, member, "defaults set", { resolution: "360p", duration: 8 });
  await told(stage, member, "preset save", { name: "big", resolution: "1080p" });
  await (
    await member.in(channel).slash("preset use", { name: "BIG", prompt: "a kite" })
  ).response();
  expect(await jobFor(stage, "a kite")).toMatchObject({ resolution: "1080p", durationS: 8 });
});

test("saving under a name that is there replaces it", async () => {
  const stage = await setStage();
  const { member } = stage;
  await told(stage, member, "preset save", { name: "Night", seed: 1, duration: 8 });
  expect(await told(stage, member, "preset save", { name: "night", seed: 2 }))
    .toMatchInlineSnapshot(`
    "**night** is replaced: seed 2.
    Choose it in \`/video preset:\`, in every server. What you type beside it wins."
  `);
  expect(await told(stage, member, "preset list")).toContain("(1 of 25)\n**night**: seed 2");
});

test("a shared preset is everyone's to use in this server, and stays as it was shared", async () => {
  const stage = await setStage(held);
  const { member, guild, channel, discord } = stage;
  const other = guild.addMember({ name: "Member Two" });
  await told(stage, member, "preset save", { name: "Night", resolution: "540p" });
  const [mine] = await suggested(stage, member, "preset share");
  expect(await told(stage, member, "preset share", { name: mine?.value })).toMatchInlineSnapshot(
    `"Everyone in this server can choose **Night** in \`/video preset:\` now. It is a copy: if you change yours, share it again. Moderators can take it away."`,
  );
  await told(stage, member, "preset save", { name: "Night", resolution: "360p" });
  const choices = await suggested(stage, other, "preset use");
  expect(choices.map(({ name }) => name)).toEqual(["Night · by Member One"]);
  const use = { name: choices[0]?.value, prompt: "a lamp" };
  await (await other.in(channel).slash("preset use", use)).response();
  expect(await jobFor(stage, "a lamp")).toMatchObject({ height: 540 });
  expect(await told(stage, other, "preset list")).toMatchInlineSnapshot(`
    "### Your presets (0 of 25)
    None yet. \`/preset save\` keeps settings under a name.
    ### Shared in this server
    **Night** by <@1>: resolution 540p"
  `);
  expect(await told(stage, member, "preset list")).toContain("**Night** (shared here): ");

  const elsewhere = discord.createGuild({ name: "Other Server" });
  const hall = elsewhere.createChannel({ name: "hall" });
  const stranger = elsewhere.addMember({ name: "Member Three" });
  const seat = stranger.in(hall);
  expect(await seat.autocomplete("preset use", "name", "")).toEqual([]);
  expect(await toldPrivately(seat, await seat.slash("preset use", use))).toMatch(
    /^There is no preset of that name/,
  );
});

test("what is shared can be taken back, and what is deleted is gone here for everyone", async () => {
  const stage = await setStage();
  const { member, guild } = stage;
  const other = guild.addMember({ name: "Member Two" });
  await told(stage, member, "preset save", { name: "Night", seed: 1 });
  await told(stage, member, "preset share", { name: "night" });
  expect(await told(stage, member, "preset share", { name: "night", stop: true })).toBe(
    "**Night** is no longer shared in this server. You still have it.",
  );
  expect(await suggested(stage, other, "preset use")).toEqual([]);
  expect(await told(stage, member, "preset share", { name: "night", stop: true })).toBe(
    "**Night** is not shared in this server.",
  );
  await told(stage, member, "preset share", { name: "night" });
  expect(await told(stage, member, "preset delete", { name: "night" })).toMatchInlineSnapshot(
    `"**Night** is gone. If you shared it in other servers, it stays there until you delete it there."`,
  );
  expect(await suggested(stage, other, "preset use")).toEqual([]);
  expect(await told(stage, member, "preset list")).toMatchInlineSnapshot(`
    "### Your presets (0 of 25)
    None yet. \`/preset save\` keeps settings under a name.
    ### Shared in this server
    None of other members. \`/preset share\` lets everyone here use one of yours."
  `);
});

test("a full list fits into one message, and suggestions stay within Discord's 25", async () => {
  const stage = await setStage();
  const { member } = stage;
  const other = stage.guild.addMember({ name: "Member Two" });
  for (let count = 1; count <= 25; count += 1) {
    const name = `${"*".repeat(30)}${count}`;
    await told(stage, member, "preset save", {
      name,
      negative_prompt: "_".repeat(300),
      seed: count,
    });
    await told(stage, member, "preset share", { name });
  }
  await told(stage, other, "preset save", { name: "one", seed: 1 });
  expect(await told(stage, member, "preset save", { name: "one more", seed: 1 })).toMatch(
    /^You have 25 presets/,
  );
  expect(await told(stage, member, "preset list")).toMatch(/-# And \d+ more/);
  expect(await told(stage, other, "preset list")).toMatch(/-# And \d+ more/);
  expect(await suggested(stage, other, "video", "preset")).toHaveLength(25);
  expect(await suggested(stage, other, "video", "preset", "25")).toHaveLength(1);
});
