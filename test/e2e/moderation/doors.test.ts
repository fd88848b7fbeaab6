import { expect, test } from "vitest";
import type { Use } from "../../../playground/discord/actor/use.ts";
import { ask, type Asked } from "../../support/asking.ts";
import { galleryOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { withStore } from "../../support/left-records.ts";
import { reviewed, type Reviewed } from "../../support/reviewing.ts";

const NO_RIGHT =
  "You need the permission **Manage Messages** in this channel for this. Nothing was changed.";

const press =
  (customId: (id: string) => string) =>
  (stage: Reviewed, asked: Asked): Use =>
    stage.member.in(stage.channel).forge.press(asked.card(), customId(asked.id));

const DOORS: readonly [string, (stage: Reviewed, asked: Asked) => Use][] = [
  ["Spoiler", press((id) => `spoiler:${id}:on`)],
  ["Show openly", press((id) => `spoiler:${id}:off`)],
  ["Delete", press((id) => `delete:${id}`)],
  ["Delete for good", press((id) => `delete-yes:${id}`)],
  [
    "the Apps menu's Spoiler video",
    (stage, asked) =>
      stage.member.in(stage.channel).forge.messageCommand(asked.card(), "Spoiler video"),
  ],
  [
    "the Apps menu's Delete video",
    (stage, asked) =>
      stage.member.in(stage.channel).forge.messageCommand(asked.card(), "Delete video"),
  ],
];

test.each(DOORS)("a plain member is refused at %s, also for their own video", async (_, use) => {
  const { stage, asked } = await done();
  expect(await toldPrivately(stage.member.in(stage.channel), use(stage, asked))).toBe(NO_RIGHT);
  await unchanged(stage, asked);
});

test.each([
  ["hides", "spoiler:ID:on"],
  ["is asked about deleting", "delete:ID"],
  ["deletes", "delete-yes:ID"],
  ["reports", "report:ID"],
  ["looks further into", "more:ID"],
])("nobody %s a video of another server by a forged press", async (_, customId) => {
  const { stage, asked } = await done();
  const other = stage.discord.createGuild({ name: "Other Server" });
  const channel = other.createChannel({ name: "other" });
  const stranger = other.addMember({ permissions: ["Administrator"] });
  const seat = stranger.in(channel);
  const message = await seat.send("anything");
  const use = seat.forge.press(message, customId.replace("ID", asked.id));
  expect(await toldPrivately(seat, use)).toBe(
    "This belongs to another server. Nothing was changed.",
  );
  await unchanged(stage, asked);
});

test("who may manage messages in another channel does nothing to this one", async () => {
  const { stage, asked } = await done();
  const corner = stage.guild.createChannel({ name: "corner" });
  const helper = stage.guild.addMember({ name: "Helper" });
  corner.setOverwrites([{ for: helper, allow: ["ManageMessages"] }]);
  const seat = helper.in(corner);
  const message = await seat.send("anything");
  const use = seat.forge.press(message, `delete-yes:${asked.id}`);
  expect(await toldPrivately(seat, use)).toBe(
    "This belongs to another channel. Nothing was changed.",
  );
  await unchanged(stage, asked);
});

test("whoever lost the right is refused at a panel that is still open", async () => {
  const { stage, asked } = await done();
  const role = stage.guild.createRole({ name: "Helpers", permissions: ["ManageMessages"] });
  const helper = stage.guild.addMember({ name: "Helper", roles: [role.id] });
  const panel = await (await helper.press(asked.card(), "More")).message();
  stage.guild.guild.members.get(helper.id)?.roles.splice(0);
  const use = await helper.press(panel, "Spoiler");
  expect(await toldPrivately(helper.in(stage.channel), use)).toBe(NO_RIGHT);
  await unchanged(stage, asked);
});

test("access rules for commands keep no moderator from a verdict or a deletion", async () => {
  const stage = await reviewed({ flagged: [1] });
  const asked = await ask(stage, { results: 2 });
  const question = await stage.question(asked);
  await stage.stopBot();
  const rules = { roles: { allow: [], deny: [stage.guild.id] }, channels: { allow: [], deny: [] } };
  await withStore(stage, ({ settings }) =>
    settings
      .update(stage.guild.id, (current) => current && { ...current, access: { "*": rules } })
      .then(() => {}),
  );
  await stage.startBot();
  await stage.moderator.press(question, "Approve video 2");
  const card = await asked.shows(/approved video 2/);
  const panel = await (await stage.moderator.press(card, "More")).message();
  await (await stage.moderator.press(panel, "Spoiler")).message();
  await expect
    .poll(() => galleryOf(asked.card()).map(({ spoiler }) => spoiler), { timeout: 10_000 })
    .toEqual([true, true]);
});

async function done(): Promise<{ stage: Reviewed; asked: Asked }> {
  const stage = await reviewed({ flagged: [] });
  const asked = await ask(stage);
  await asked.over();
  return { stage, asked };
}

/** The press was counted, and the video plays as before. */
async function unchanged(stage: Reviewed, asked: Asked): Promise<void> {
  await stage.log.waitFor("refused a press without the right", ({ forbidden }) => forbidden === 1);
  expect(videosOf(asked.card())).toHaveLength(1);
  expect(galleryOf(asked.card()).map(({ spoiler }) => spoiler)).toEqual([false]);
}
