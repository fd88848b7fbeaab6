import { expect, test } from "vitest";
import { buttonsOf, shownPrivately, textOf } from "../../support/cards.ts";
import { moderate, steady } from "../../support/moderating.ts";

test("nothing was done at first", async () => {
  const stage = await moderate();
  expect(await stage.told("moderate log")).toMatchInlineSnapshot(`
    "### What was done here
    Nothing yet."
  `);
});

test("what was done is read newest first, page by page", async () => {
  const stage = await moderate();
  const { member, moderator, desk } = stage;
  // A direct message for each would only wait for Discord's limits.
  member.setDmsOpen(false);
  for (let round = 1; round <= 5; round += 1) {
    await stage.told("moderate block", { member, reason: `round ${round}` });
    await stage.told("moderate unblock", { member });
  }
  const first = await shownPrivately(desk, await desk.slash("moderate log"));
  expect(steady(textOf(first)).split("\n").slice(0, 5).join("\n")).toMatchInlineSnapshot(`
    "### What was done here
    ✅ <@…> can make videos again: the block is lifted.
    -# <@…> · <t:…:f>
    ⛔ <@…> cannot make videos until a moderator lifts the block. Reason: “round 5”.
    -# <@…> · <t:…:f>"
  `);
  expect(textOf(first)).not.toContain("round 1");
  expect(buttonsOf(first)).toEqual(["Older"]);
  const second = await (await moderator.press(first, "Older")).message();
  expect(textOf(second)).toContain("round 1");
  expect(textOf(second)).not.toContain("round 2");
  expect(buttonsOf(second)).toEqual(["Newest"]);
  const again = await (await moderator.press(second, "Newest")).message();
  expect(textOf(again)).toBe(textOf(first));
});

test("what was done about one member is read alone, over pages", async () => {
  const stage = await moderate({ logChannelId: null });
  const { moderator, desk, member } = stage;
  const other = stage.guild.addMember({ name: "Member Two" });
  for (const one of [member, other]) one.setDmsOpen(false);
  for (let round = 1; round <= 9; round += 1) {
    await stage.told("moderate block", { member: other, reason: `other ${round}` });
    await stage.told("moderate block", { member, reason: `round ${round}` });
  }
  const first = await shownPrivately(desk, await desk.slash("moderate log", { member }));
  expect(textOf(first)).not.toContain("other");
  const second = await (await moderator.press(first, "Older")).message();
  expect(textOf(second)).toContain("round 1");
  expect(textOf(second)).not.toContain("other");
});

test("the trail is there without a log channel", async () => {
  const stage = await moderate({ logChannelId: null });
  await stage.told("moderate block", { member: stage.member });
  expect(await stage.told("moderate log")).toContain("cannot make videos");
});

test("a log channel that is gone keeps nothing from being done", async () => {
  const stage = await moderate({ logChannelId: "123456789012345678" });
  expect(await stage.told("moderate block", { member: stage.member })).toMatch(
    /cannot make videos/,
  );
  await stage.log.waitFor("the log channel takes nothing of ours");
  expect(await stage.told("moderate log")).toContain("cannot make videos");
});
