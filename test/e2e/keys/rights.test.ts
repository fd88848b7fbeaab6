import { expect, test } from "vitest";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import { ask } from "../../support/asking.ts";
import { toldPrivately } from "../../support/cards.ts";
import { buttonIdsOf, OWN_KEY, payers, stageWithKeys, type KeyStage } from "./support.ts";

/** Everybody who is no administrator. */
const OTHERS = [
  ["a plain member", []],
  ["a moderator", ["ManageMessages"]],
  ["somebody who manages the server", ["ManageGuild"]],
] as const;

function other(stage: KeyStage, permissions: readonly ("ManageMessages" | "ManageGuild")[]): Actor {
  return stage.guild.addMember({ name: "Somebody Else", permissions: [...permissions] });
}

test.each(OTHERS)("%s is refused at the command", async (_who, permissions) => {
  const stage = await stageWithKeys();
  const place = other(stage, permissions).in(stage.channel);
  expect(await toldPrivately(place, await place.forge.slash("settings key"))).toMatch(
    /You need the permission \*\*(Administrator|Manage Server)\*\*/,
  );
});

test.each(OTHERS)("%s is refused with a forged form, and nothing changes", async (_who, rights) => {
  const stage = await stageWithKeys();
  const place = other(stage, rights).in(stage.channel);
  const use = place.forge.submit(`key-entered:${stage.guild.id}`, { key: OWN_KEY });
  expect(await toldPrivately(place, use)).toContain("You need the permission");
  await stage.log.waitFor("refused a press without the right");
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([stage.runware.apiKey]);
});

test.each(OTHERS)("%s is refused at a forged button, and the key stays", async (_who, rights) => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const panel = await (await stage.place.slash("settings key", {})).message();
  const place = other(stage, rights).in(stage.channel);
  const [, removeId] = buttonIdsOf(panel);
  for (const customId of [`key-enter:${stage.guild.id}`, removeId ?? ""]) {
    const told = await toldPrivately(place, place.forge.press(panel, customId));
    expect(told).toContain("You need the permission");
  }
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([OWN_KEY]);
});

test("an administrator of another server cannot touch the key of this one", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const there = stage.discord.createGuild({ name: "Another Server" });
  const foreign = there.addMember({ name: "Far Admin", permissions: ["Administrator"] });
  const place = foreign.in(there.createChannel());
  const use = place.forge.submit(`key-entered:${stage.guild.id}`, { key: OWN_KEY });
  expect(await toldPrivately(place, use)).toContain("another server");
  await (await ask(stage)).over();
  expect(payers(stage)).toEqual([OWN_KEY]);
});

test("the right is checked again when the form is sent", async () => {
  const stage = await stageWithKeys();
  const role = stage.guild.createRole({ name: "Deputies", permissions: ["Administrator"] });
  const deputy = stage.guild.addMember({ name: "Deputy", roles: [role.id] });
  const place = deputy.in(stage.channel);
  const form = await (await place.slash("settings key")).modal();
  stage.guild.guild.members.get(deputy.id)?.roles.splice(0);
  const told = await toldPrivately(place, await deputy.submit(form, { key: OWN_KEY }));
  expect(told).toContain("You need the permission");
});

test("a panel from before the key was changed removes nothing", async () => {
  const stage = await stageWithKeys();
  await stage.enterKey(OWN_KEY);
  const stale = await (await stage.place.slash("settings key", {})).message();
  await stage.enterKey("Next1234Qrst5678Uvwx9012Yzab3456");
  const press = await stage.admin.press(stale, "Remove the key");
  expect(await toldPrivately(stage.place, press)).toContain("The key was changed since");
  expect(await stage.shownKey()).toContain("Next…3456");
});
