import { expect, test } from "vitest";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { buttonsOf, shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { answerTo } from "../../support/moderating.ts";
import {
  isEmpty,
  lineIn,
  posted,
  refusedShare,
  share,
  shareWith,
  type Receiving,
} from "./support.ts";

const FIELD = "What is wrong with it?";

/** A video that has arrived in the second server, with what its **More** shows a moderator there. */
async function arrived(credit?: "Without a name") {
  const stage = await share();
  const asked = await stage.made();
  await shareWith(stage, asked, stage.second, credit);
  return { stage, asked, post: await posted(stage.second.incoming) };
}

async function panelOf({ incoming }: Receiving, by: Actor, post: WireMessage) {
  return shownPrivately(by.in(incoming), await by.press(post, "More"));
}

const pressed = async (
  { incoming }: Receiving,
  by: Actor,
  panel: WireMessage,
  label: string,
): Promise<string> => answerTo(by.in(incoming), await by.press(panel, label));

const manage = ({ guild }: Receiving): Actor =>
  guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });

async function settingsOf(there: Receiving, manager: Actor): Promise<WireMessage> {
  const seat = manager.in(there.general);
  return (await seat.slash("settings sharing")).message();
}

test("a moderator removes it, on record, and it never comes back", async () => {
  const { stage, asked, post } = await arrived();
  const { second } = stage;
  const panel = await panelOf(second, second.moderator, post);
  expect(buttonsOf(panel)).toEqual([
    "Report",
    "Remove",
    "Block member's shares",
    "Block server's shares",
  ]);
  expect(await pressed(second, second.moderator, panel, "Remove")).toMatch(/^Removed/);
  await isEmpty(second.incoming);
  expect(textOf(await lineIn(second.logChannel, /🗑️/))).toContain("**Test Server** is removed");
  expect(await refusedShare(stage, asked, second.guild.id)).toMatch(/was taken down there/);
  expect(asked.card().id).toBeDefined();
});

test("members without the right find Report alone, whatever they press", async () => {
  const { stage, asked, post } = await arrived();
  const { second } = stage;
  const reader = second.guild.addMember({ name: "Member Two" });
  const seat = reader.in(second.incoming);
  const panel = await panelOf(second, reader, post);
  expect(buttonsOf(panel)).toEqual(["Report"]);
  for (const action of ["copy-remove", "copy-block-member", "copy-block-server"]) {
    const use = seat.forge.press(panel, `${action}:${asked.id}:${post.id}`);
    expect(await toldPrivately(seat, use)).toMatch(/^You need the permission \*\*Manage Messages/);
  }
  expect(second.incoming.messages()).toHaveLength(1);
});

test("a moderator of one server does nothing about what is in another, or in another channel", async () => {
  const { stage, asked, post } = await arrived();
  const { second, third } = stage;
  const own = await (await third.moderator.in(third.general).slash("inbox")).message();
  const elsewhere = third.moderator.in(third.general);
  const beside = second.moderator.in(second.general);
  const there = await (await beside.slash("inbox")).message();
  for (const action of ["copy-remove", "copy-block-server", "copy-report"]) {
    const id = `${action}:${asked.id}:${post.id}`;
    for (const [seat, message] of [
      [elsewhere, own],
      [beside, there],
    ] as const) {
      expect(await toldPrivately(seat, seat.forge.press(message, id))).toBe(
        "This video is no longer shared here.",
      );
    }
  }
  expect(second.incoming.messages()).toHaveLength(1);
});

test("a blocked member or server sends nothing more, until it is let in again", async () => {
  const { stage, post } = await arrived();
  const { second } = stage;
  const panel = await panelOf(second, second.moderator, post);
  const next = await stage.made();
  const cases = [
    ["Block member's shares", "blockedMemberIds", stage.member.id],
    ["Block server's shares", "blockedGuildIds", stage.guild.id],
  ] as const;
  const manager = manage(second);
  for (const [label, list, id] of cases) {
    expect(await pressed(second, second.moderator, panel, label)).toMatch(/^Nothing that/);
    expect(await pressed(second, second.moderator, panel, label)).toMatch(/kept out already/);
    expect(await refusedShare(stage, next, second.guild.id)).toMatch(/take nothing from/);
    const shown = await settingsOf(second, manager);
    expect(textOf(shown)).toMatch(/Blocked from sharing here/);
    const menu = `sharing-unblock:${second.guild.id}`;
    await (await manager.select(shown, menu, [`${list}.${id}`])).response();
    await manager
      .in(second.general)
      .waitFor((messages) =>
        messages.find((one) => one.id === shown.id && /Blocked:\*\* nobody/.test(textOf(one))),
      );
  }
  await lineIn(second.logChannel, /🔓/);
  expect(await shareWith(stage, next, second)).toMatch(/it is there/);
  expect(second.incoming.messages()).toHaveLength(2);
});

test("who gave no name is blocked without being named", async () => {
  const { stage, post } = await arrived("Without a name");
  const { second, member } = stage;
  const panel = await panelOf(second, second.moderator, post);
  expect(textOf(panel)).toMatch(/a member who gives no name/);
  for (const label of ["Block member's shares", "Block server's shares"]) {
    await pressed(second, second.moderator, panel, label);
  }
  const shown = await settingsOf(second, manage(second));
  expect(textOf(shown)).toMatch(/a server without a name \(\w{4}\), a member without a name/);
  for (const secret of [member.id, stage.guild.id, "Test Server"]) {
    expect(JSON.stringify(shown)).not.toContain(secret);
    expect(JSON.stringify(second.logChannel.messages())).not.toContain(secret);
  }
  const next = await stage.made();
  expect(await refusedShare(stage, next, second.guild.id)).toMatch(/take nothing from/);
});

test("a report reaches the server that it is from once, and says only which server reports", async () => {
  const { stage, asked, post } = await arrived();
  const { second } = stage;
  const reader = second.guild.addMember({ name: "Member Two" });
  const report = async (reason: string): Promise<string> => {
    const panel = await panelOf(second, reader, post);
    const form = await (await reader.press(panel, "Report")).modal();
    const sent = await reader.submit(form, { [FIELD]: reason });
    return answerTo(reader.in(second.incoming), sent);
  };
  expect(await report("*not* here")).toMatch(/^Your report has reached the moderators/);
  const told = await lineIn(stage.logChannel, /🚩/);
  expect(textOf(told)).toContain("A member of **Second Server** reports");
  expect(textOf(told)).toContain("> \\*not\\* here");
  expect(JSON.stringify(told)).not.toContain(reader.id);
  expect(buttonsOf(told)).toEqual(["Spoiler", "Delete", "Block member"]);
  expect(textOf(await lineIn(second.logChannel, /🚩/))).toContain(`<@${reader.id}>`);
  expect(await report("again")).toBe("You have reported this video already.");
  expect(stage.logChannel.messages().filter((one) => /🚩/.test(textOf(one)))).toHaveLength(1);

  await stage.set({ origin: { sharing: OPEN, logChannelId: null } });
  const third = second.guild.addMember({ name: "Member Three" });
  const panel = await panelOf(second, third, post);
  const form = await (await third.press(panel, "Report")).modal();
  const sent = await third.submit(form, { [FIELD]: "bad" });
  expect(await answerTo(third.in(second.incoming), sent)).toMatch(/has no channel in which/);
  expect(asked.card().id).toBeDefined();
});

const OPEN = {
  incomingChannelId: null,
  outgoing: true,
  blockedGuildIds: [],
  blockedMemberIds: [],
};
