import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { moderate, steady } from "../../support/moderating.ts";

test("a blocked member is told directly, and at the next try", async () => {
  const stage = await moderate();
  const { member } = stage;
  expect(
    steady(await stage.told("moderate block", { member, reason: "too *many* boats", until: "2h" })),
  ).toMatchInlineSnapshot(
    `"⛔ <@…> cannot make videos in this server until <t:…:f> (<t:…:R>). I have told them in a direct message. What they asked for before is still made."`,
  );
  const [notice] = member.directMessages;
  expect(notice && steady(textOf(notice))).toMatchInlineSnapshot(
    `"⛔ A moderator of **Test Server** has blocked you from making videos there. The block lasts until <t:…:f> (<t:…:R>). The moderator's reason: “too \\*many\\* boats”. If you think that this is a mistake, press **Appeal** and say why; you can do that once."`,
  );
  expect(notice && buttonsOf(notice)).toEqual(["Appeal"]);
  expect(steady(textOf(await stage.refused()))).toMatchInlineSnapshot(
    `"⛔ A moderator of this server has blocked you from making videos here. The block lasts until <t:…:f> (<t:…:R>). The moderator's reason: “too \\*many\\* boats”. If you think that this is a mistake, press **Appeal** and say why; you can do that once."`,
  );
  expect(steady(textOf(await stage.logged(/boats/)))).toMatchInlineSnapshot(`
    "⛔ <@…> cannot make videos until <t:…:f> (<t:…:R>). Reason: “too \\*many\\* boats”.
    -# <@…> · <t:…:f>"
  `);
});

test("an appeal can be made from the direct message", async () => {
  const stage = await moderate();
  const { member } = stage;
  await stage.told("moderate block", { member });
  const [notice] = member.directMessages;
  if (notice === undefined) throw new Error("the member was not told");
  const form = await (await member.press(notice, "Appeal")).modal();
  const sent = await member.submit(form, { appeal: "please" });
  expect(textOf(await sent.message())).toMatch(/has reached the moderators/);
  await stage.logged(/appeals/);
});

test("a block without an end lasts until somebody lifts it", async () => {
  const stage = await moderate();
  const { member } = stage;
  expect(await stage.told("moderate block", { member })).toMatch(
    /until a moderator lifts the block/,
  );
  stage.clock.advance(300 * 24 * 60 * 60_000);
  expect(steady(textOf(await stage.refused()))).toMatchInlineSnapshot(
    `"⛔ A moderator of this server has blocked you from making videos here. The block lasts until a moderator lifts it. If you think that this is a mistake, press **Appeal** and say why; you can do that once."`,
  );
  expect(steady(await stage.told("moderate unblock", { member }))).toMatchInlineSnapshot(
    `"✅ <@…> can make videos in this server again."`,
  );
  expect(steady(await stage.told("moderate unblock", { member }))).toMatchInlineSnapshot(
    `"<@…> is not blocked here."`,
  );
  await (await ask(stage)).task();
});

test("a block ends when it was said to", async () => {
  const stage = await moderate();
  await stage.told("moderate block", { member: stage.member, until: "3 days" });
  stage.clock.advance(2 * 24 * 60 * 60_000);
  expect(textOf(await stage.refused())).toMatch(/has blocked you/);
  stage.clock.advance(24 * 60 * 60_000);
  await (await ask(stage)).task();
});

test("whoever takes no direct messages is told at the next try", async () => {
  const stage = await moderate();
  stage.member.setDmsOpen(false);
  expect(
    steady(await stage.told("moderate block", { member: stage.member })),
  ).toMatchInlineSnapshot(
    `"⛔ <@…> cannot make videos in this server until a moderator lifts the block. I could not send them a direct message, so they are told when they try. What they asked for before is still made."`,
  );
  expect(textOf(await stage.refused())).toMatch(/has blocked you/);
});

test("what was asked for before is still made", async () => {
  const stage = await moderate();
  const asked = await ask(stage);
  await stage.told("moderate block", { member: stage.member });
  expect(videosOf(await asked.over())).toHaveLength(1);
});

test.each([
  ["soon", /^I cannot tell until when that is. Write for example/],
  ["2020-01-01", /^That is over already/],
  ["999w", /^That is more than a year away/],
])("an end that says “%s” is refused with examples", async (until, sentence) => {
  const stage = await moderate();
  expect(await stage.told("moderate block", { member: stage.member, until })).toMatch(sentence);
  await (await ask(stage)).task();
});

test("nobody blocks themselves, the bot, or whoever manages the server", async () => {
  const stage = await moderate();
  const manager = stage.guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  expect(await stage.told("moderate block", { member: stage.moderator })).toBe(
    "You cannot block yourself.",
  );
  expect(await stage.told("moderate block", { member: { id: stage.discord.applicationId } })).toBe(
    "You cannot block the bot.",
  );
  expect(steady(await stage.told("moderate block", { member: manager }))).toMatchInlineSnapshot(
    `"<@…> manages this server, so only someone with the permission **Administrator** can block them. Nothing was changed."`,
  );
  await (await ask(stage, {}, { by: manager })).task();
});

test("an administrator can block whoever manages the server", async () => {
  const stage = await moderate();
  const manager = stage.guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  const administrator = stage.guild.addMember({ name: "Admin", permissions: ["Administrator"] });
  const place = administrator.in(stage.channel);
  await (await place.slash("moderate block", { member: manager })).message();
  const seat = manager.in(stage.channel);
  const use = await seat.slash("video", { prompt: "a paper boat" });
  expect(await toldPrivately(seat, use)).toMatch(/has blocked you/);
});

test("suggests how long while it is typed", async () => {
  const stage = await moderate();
  const names = async (typed: string) =>
    (await stage.desk.autocomplete("moderate block", "until", typed)).map(({ name }) => name);
  expect(await names("1")).toEqual(["1 hour", "1 day", "1 week"]);
  expect(await names("next year")).toEqual([]);
});
