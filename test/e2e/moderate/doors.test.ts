import { expect, test } from "vitest";
import type { Use } from "../../../playground/discord/actor/use.ts";
import { ask } from "../../support/asking.ts";
import { toldPrivately } from "../../support/cards.ts";
import { moderate, type Moderated } from "../../support/moderating.ts";

/** Everything `/moderate` can be reached through, used by somebody without the right. */
const DOORS: readonly [string, (stage: Moderated) => Promise<Use>][] = [
  ["the command block", (stage) => typed(stage, "moderate block", { member: stage.moderator })],
  ["the command unblock", (stage) => typed(stage, "moderate unblock", { member: stage.member })],
  ["the command strikes", (stage) => typed(stage, "moderate strikes", { member: stage.member })],
  ["the command log", (stage) => typed(stage, "moderate log", {})],
  ["the button Unblock", (stage) => pressed(stage, `unblock:${stage.member.id}`)],
  ["the button Strikes", (stage) => pressed(stage, `strikes:${stage.member.id}`)],
  ["the button Clear strikes", (stage) => pressed(stage, `strikes-clear:${stage.member.id}`)],
  ["the button Older", (stage) => pressed(stage, `log-older:${stage.guild.id}:1.1`)],
  ["the button Newest", (stage) => pressed(stage, `log-newest:${stage.guild.id}`)],
];

const typed = (stage: Moderated, path: string, options: Record<string, unknown>): Promise<Use> =>
  stage.member.in(stage.channel).forge.slash(path, options);

/** On a message that is there: which one does not matter to whoever forges. */
async function pressed(stage: Moderated, customId: string): Promise<Use> {
  const seat = stage.member.in(stage.channel);
  const message = await stage.desk.send("anything");
  return seat.forge.press(message, customId);
}

test.each(DOORS)(
  "a plain member is refused at %s, and counted; nothing changes",
  async (_, use) => {
    const stage = await moderate({ blocklist: ["spam"] });
    await stage.refused("spam");
    await stage.told("moderate block", { member: stage.member });
    const before = await stage.told("moderate log");
    const strikes = await stage.told("moderate strikes", { member: stage.member });

    const seat = stage.member.in(stage.channel);
    expect(await toldPrivately(seat, await use(stage))).toBe(
      "You need the permission **Manage Messages** in this channel for this. Nothing was changed.",
    );
    await stage.log.waitFor(
      "refused a press without the right",
      ({ forbidden, memberId }) => forbidden === 1 && memberId === stage.member.id,
    );
    expect(await stage.told("moderate log")).toBe(before);
    expect(await stage.told("moderate strikes", { member: stage.member })).toBe(strikes);
  },
);

test("whoever lost the right is refused at a panel that is still open", async () => {
  const stage = await moderate({ blocklist: ["spam"] });
  await stage.refused("spam");
  const role = stage.guild.createRole({ name: "Helpers", permissions: ["ManageMessages"] });
  const helper = stage.guild.addMember({ name: "Helper", roles: [role.id] });
  const place = helper.in(stage.channel);
  const panel = await (await place.slash("moderate strikes", { member: stage.member })).message();
  stage.guild.guild.members.get(helper.id)?.roles.splice(0);
  const use = await helper.press(panel, "Clear strikes");
  expect(await toldPrivately(place, use)).toMatch(/You need the permission/);
  expect(await stage.told("moderate strikes", { member: stage.member })).toMatch(/1 of 3/);
});

test("the trail of another server stays closed to a forged button", async () => {
  const stage = await moderate();
  const other = stage.discord.createGuild({ name: "Other Server" });
  const message = await stage.desk.send("anything");
  const use = stage.desk.forge.press(message, `log-older:${other.id}:1.1`);
  expect(await toldPrivately(stage.desk, use)).toBe(
    "This belongs to another server. Nothing was changed.",
  );
  await stage.log.waitFor("refused a press without the right");
});

test("whoever is not blocked appeals against nothing", async () => {
  const stage = await moderate();
  const seat = stage.member.in(stage.channel);
  const message = await stage.desk.send("anything");
  const use = seat.forge.press(message, `appeal:${stage.guild.id}`);
  expect(await toldPrivately(seat, use)).toMatch(/You are not blocked/);
  const sent = seat.forge.submit(`appeal-send:${stage.guild.id}`, { appeal: "please" });
  expect(await toldPrivately(seat, sent)).toMatch(/You are not blocked/);
  expect(await stage.told("moderate log")).toContain("Nothing yet");
});

test("an appeal reaches no other server than the one it is about", async () => {
  const stage = await moderate();
  const other = stage.discord.createGuild({ name: "Other Server" });
  await stage.told("moderate block", { member: stage.member });
  const seat = stage.member.in(stage.channel);
  const sent = seat.forge.submit(`appeal-send:${other.id}`, { appeal: "please" });
  expect(await toldPrivately(seat, sent)).toBe(
    "This belongs to another server. Nothing was changed.",
  );
});

test("a blocked member gets through by no other way of asking for a video", async () => {
  const stage = await moderate();
  const asked = await ask(stage);
  const card = await asked.over();
  await stage.told("moderate block", { member: stage.member });
  const seat = stage.member.in(stage.channel);
  const use = seat.forge.press(card, `try-again:${asked.id}`);
  expect(await toldPrivately(seat, use)).toMatch(/has blocked you/);
});
