import { expect, test } from "vitest";
import type { Use } from "../../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { ask, type Asked } from "../../support/asking.ts";
import { buttonsOf, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { spooledIds } from "../../support/left-records.ts";
import { reviewed, type Reviewed } from "../../support/reviewing.ts";

const NO_RIGHT =
  "You need the permission **Manage Messages** in this channel for this. Nothing was changed.";

const ACTIONS: readonly [string, (asked: Asked, stage: Reviewed) => string][] = [
  ["Approve", ({ id }) => `approve:${id}:0`],
  ["Approve all", ({ id }) => `approve:${id}:all`],
  ["Reject", ({ id }) => `reject:${id}:0`],
  ["Block member", ({ id }, { moderator }) => `block-member:${moderator.id}:${id}`],
];

test.each(ACTIONS)(
  "a plain member who can read the log channel is refused at %s",
  async (_, id) => {
    const { stage, asked, question } = await waiting();
    const seat = stage.member.in(stage.logChannel);
    const use = seat.forge.press(question, id(asked, stage));
    expect(await toldPrivately(seat, use)).toBe(NO_RIGHT);
    await unchanged(stage, asked);
  },
);

test.each(ACTIONS)(
  "a plain member is refused at a forged %s on any other message",
  async (_, id) => {
    const { stage, asked } = await waiting();
    const seat = stage.member.in(stage.channel);
    const use = seat.forge.press(asked.card(), id(asked, stage));
    expect(await toldPrivately(seat, use)).toBe(NO_RIGHT);
    await unchanged(stage, asked);
  },
);

test("a plain member is refused at a forged form that blocks", async () => {
  const { stage, asked } = await waiting();
  const seat = stage.member.in(stage.channel);
  const use = seat.forge.submit(`block-send:${stage.moderator.id}`, {
    length: "open",
    reason: "",
  });
  expect(await toldPrivately(seat, use)).toBe(NO_RIGHT);
  await unchanged(stage, asked);
});

test.each(ACTIONS.slice(0, 3))(
  "a moderator of another server is refused at a forged %s",
  async (_, id) => {
    const { stage, asked } = await waiting();
    const other = stage.discord.createGuild({ name: "Other Server" });
    const channel = other.createChannel({ name: "other" });
    const stranger = other.addMember({ permissions: ["Administrator"] });
    const seat = stranger.in(channel);
    const message = await seat.send("anything");
    const use = seat.forge.press(message, id(asked, stage));
    expect(await toldPrivately(seat, use)).toBe(
      "This belongs to another server. Nothing was changed.",
    );
    await unchanged(stage, asked);
  },
);

test("who may manage messages in some other channel decides nothing there", async () => {
  const { stage, asked } = await waiting();
  const corner = stage.guild.createChannel({ name: "corner" });
  const helper = stage.guild.addMember({ name: "Helper" });
  corner.setOverwrites([{ for: helper, allow: ["ManageMessages"] }]);
  const seat = helper.in(corner);
  const message = await seat.send("anything");
  expect(await toldPrivately(seat, seat.forge.press(message, `approve:${asked.id}:0`))).toBe(
    "This belongs to another channel. Nothing was changed.",
  );
  await unchanged(stage, asked);
});

test("in the channel of the card nobody decides either: what is judged is to be seen in the log channel", async () => {
  const { stage, asked } = await waiting();
  const seat = stage.moderator.in(stage.channel);
  const use = seat.forge.press(asked.card(), `approve:${asked.id}:0`);
  expect(await toldPrivately(seat, use)).toBe(
    "This is decided in the log channel only. Nothing was changed.",
  );
  await unchanged(stage, asked);
});

test("whoever lost the right is refused at a question that is still open", async () => {
  const { stage, asked, question } = await waiting();
  const role = stage.guild.createRole({ name: "Helpers", permissions: ["ManageMessages"] });
  const helper = stage.guild.addMember({ name: "Helper", roles: [role.id] });
  stage.guild.guild.members.get(helper.id)?.roles.splice(0);
  const use: Use = await helper.press(question, "Approve");
  expect(await toldPrivately(helper.in(stage.logChannel), use)).toBe(NO_RIGHT);
  await unchanged(stage, asked);
});

test.each([
  ["a place that no video has", "approve:ID:7"],
  ["a place that is no number", "approve:ID:x"],
])("a moderator's forged press on %s changes nothing", async (_, forged) => {
  const { stage, asked, question } = await waiting();
  const use = stage.desk.forge.press(question, forged.replace("ID", asked.id));
  expect(await toldPrivately(stage.desk, use)).toMatch(/Nothing was changed/);
  expect(buttonsOf(await stage.question(asked))).toContain("Approve");
  expect(videosOf(asked.card())).toEqual([]);
});

test("a press on a generation that nobody knows is told so", async () => {
  const { stage, question } = await waiting();
  const use = stage.desk.forge.press(question, "approve:123456789012345678:0");
  expect(await toldPrivately(stage.desk, use)).toBe("I no longer have the record of this video.");
});

async function waiting(): Promise<{ stage: Reviewed; asked: Asked; question: WireMessage }> {
  const stage = await reviewed();
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await asked.shows(/held for a moderator/);
  return { stage, asked, question };
}

/** The press was counted, and the result waits as before. */
async function unchanged(stage: Reviewed, asked: Asked): Promise<void> {
  await stage.log.waitFor("refused a press without the right", ({ forbidden }) => forbidden === 1);
  expect(textOf(asked.card())).toMatch(/held for a moderator/);
  expect(buttonsOf(await stage.question(asked))).toEqual(["Approve", "Reject", "Block member"]);
  expect(await spooledIds(stage)).toEqual([asked.id]);
}
