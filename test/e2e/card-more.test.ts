import { expect, test } from "vitest";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { MemberChannel } from "../../playground/discord/actor/member-channel.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import type { GuildSettings } from "../../src/policy/settings.ts";
import { ask } from "../support/asking.ts";
import {
  buttonsOf,
  cardWith,
  shownPrivately,
  textOf,
  toldPrivately,
  videosOf,
} from "../support/cards.ts";
import { beginWith } from "../support/guild-settings.ts";
import { allArchived, spooledIds, withStore } from "../support/left-records.ts";
import { setStage, type Stage } from "../support/stage.ts";
import { look, promptsOn } from "./gallery/looking.ts";

const QUARTER_HOUR_MS = 16 * 60_000;

/** A stage with one finished video of the member's, and others to look at it. */
async function withVideo(options: Record<string, unknown> = {}) {
  const stage = await setStage({ runware: { renderMs: () => 0 } });
  const asked = await ask(stage, { prompt: "a boat", ...options });
  await asked.over();
  await allArchived(stage);
  const other = stage.guild.addMember({ name: "Member Two" });
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  return { ...stage, asked, other, moderator, seat: stage.member.in(stage.channel) };
}

const panelOf = async (seat: MemberChannel, by: Actor, message: WireMessage) =>
  shownPrivately(seat, await by.press(message, "More"));

/** The panel after a press on it. */
const panelWith = (seat: MemberChannel, { id }: WireMessage, words: RegExp): Promise<WireMessage> =>
  seat.waitFor((messages) => messages.find((one) => one.id === id && words.test(textOf(one))));

/** A message in the channel that plays this. */
const posted = (stage: Stage, by: Actor): Promise<WireMessage> =>
  by
    .in(stage.channel)
    .waitFor((messages) => messages.find((message) => videosOf(message).length > 0));

test("its member takes a result out of the gallery and puts it back; nobody else can", async () => {
  const stage = await withVideo();
  const { asked, member, other, seat } = stage;
  expect(promptsOn(await look(stage))).toEqual(["a boat"]);
  const panel = await panelOf(seat, member, asked.card());
  expect(buttonsOf(panel)).toEqual(["Details", "Report", "Take out of the gallery", "Delete"]);
  await member.press(panel, "Take out of the gallery");
  const out = await panelWith(seat, panel, /out of the gallery now/);
  expect(buttonsOf(out)).toContain("Put back into the gallery");
  expect(promptsOn(await look(stage))).toEqual([]);
  expect(videosOf(asked.card())).toHaveLength(1);
  await member.press(out, "Put back into the gallery");
  await panelWith(seat, panel, /in the gallery again/);
  expect(promptsOn(await look(stage))).toEqual(["a boat"]);

  for (const action of ["unlist", "relist", "make-public", "delete-own", "delete-own-yes"]) {
    const theirs = other.in(stage.channel);
    const use = theirs.forge.press(asked.card(), `${action}:${asked.id}`);
    expect(await toldPrivately(theirs, use)).toMatch(/Only the member who asked/);
  }
  expect(promptsOn(await look(stage))).toEqual(["a boat"]);
});

test("its member deletes a result everywhere, after being asked once", async () => {
  const stage = await withVideo();
  const { asked, member, seat } = stage;
  const panel = await panelOf(seat, member, asked.card());
  const question = await shownPrivately(seat, await member.press(panel, "Delete"));
  expect(textOf(question)).toMatch(/Delete this video of yours\?/);
  expect(stage.channel.messages()).toHaveLength(1);
  const use = await member.press(question, "Delete for good");
  await seat.waitFor(() => stage.channel.messages().length === 0);
  await use.response();
  expect(promptsOn(await look(stage))).toEqual([]);
  const late = seat.forge.press(panel, `unlist:${asked.id}`);
  expect(await toldPrivately(seat, late)).toMatch(/This video was deleted/);
});

test("Details are behind More, and say that a repeat has its options from the video before it", async () => {
  const stage = await withVideo({ resolution: "540p" });
  const { asked, member, seat } = stage;
  const again = await cardWith(seat, await member.press(asked.card(), "Again"), "made in");
  const panel = await panelOf(seat, member, again);
  const details = await shownPrivately(seat, await member.press(panel, "Details"));
  expect(textOf(details)).toMatch(/\*\*Resolution\*\* 540p/);
  expect(textOf(details)).toMatch(/Again: the options are those of the video before it/);
});

test("a private result offers no vote and no Share, says who can see it, and only its member and moderators get to More", async () => {
  const stage = await withVideo({ private: true });
  const { asked, member, other, moderator, seat } = stage;
  expect(buttonsOf(asked.card())).toEqual(["Again", "Remix", "Details", "More"]);
  expect(textOf(asked.card())).toMatch(/Hidden from members, not from moderators/);
  const panel = await panelOf(seat, member, asked.card());
  expect(buttonsOf(panel)).toEqual(["Details", "Make public", "Delete"]);
  const theirs = other.in(stage.channel);
  const message = await theirs.send("anything");
  const use = theirs.forge.press(message, `more:${asked.id}`);
  expect(await toldPrivately(theirs, use)).toMatch(/no longer have the record/);
  const desk = moderator.in(stage.channel);
  const rightful = await shownPrivately(desk, desk.forge.press(message, `more:${asked.id}`));
  expect(buttonsOf(rightful)).toEqual(["Details", "Delete"]);
});

test("a private result made public is posted once, as any other, and enters the gallery", async () => {
  const stage = await withVideo({ private: true });
  const { asked, member, other, seat } = stage;
  expect(stage.channel.messages()).toEqual([]);
  const panel = await panelOf(seat, member, asked.card());
  await member.press(panel, "Make public");
  const post = await posted(stage, other);
  await allArchived(stage);
  expect(buttonsOf(post)).toEqual(["Again", "Remix", "0", "Details", "More"]);
  expect(textOf(post)).not.toMatch(/private|Hidden from/);
  expect(promptsOn(await look(stage, {}, { by: other }))).toEqual(["a boat"]);
  expect(await spooledIds(stage)).toEqual([]);
  const second = seat.forge.press(panel, `make-public:${asked.id}`);
  expect(await toldPrivately(seat, second)).toMatch(/public already/);
  expect(stage.channel.messages().filter((one) => videosOf(one).length > 0)).toHaveLength(1);
  await other.press(post, "0");
  await other
    .in(stage.channel)
    .waitFor((messages) =>
      messages.find(({ id, ...one }) => id === post.id && buttonsOf({ id, ...one }).includes("1")),
    );
});

test("what came as a direct message can be made public from there, and leaves it then", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage, { private: true });
  const { taskUUID } = await asked.rendering();
  stage.discord.clock.advance(QUARTER_HOUR_MS);
  stage.clock.advance(QUARTER_HOUR_MS);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  const { member } = stage;
  const message = await member.dms.waitFor((messages) =>
    messages.find((one) => videosOf(one).length > 0),
  );
  await allArchived(stage);
  expect(buttonsOf(message)).toEqual(["Details", "More"]);
  const panel = await (await member.press(message, "More")).message();
  await member.press(panel, "Make public");
  await posted(stage, member);
  await stage.discord.waitFor(() => member.directMessages.every((one) => one.id !== message.id));
});

test("what waits in the inbox can be made public from there, and waits no more", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const { member, channel } = stage;
  member.setDmsOpen(false);
  const asked = await ask(stage, { private: true });
  const { taskUUID } = await asked.rendering();
  stage.discord.clock.advance(QUARTER_HOUR_MS);
  stage.clock.advance(QUARTER_HOUR_MS);
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  await allArchived(stage);
  const seat = member.in(channel);
  const waiting = await cardWith(seat, await seat.slash("inbox", {}), "made in");
  expect(buttonsOf(waiting).slice(0, 4)).toEqual(["Again", "Remix", "Details", "More"]);
  const panel = await panelOf(seat, member, waiting);
  await member.press(panel, "Make public");
  await seat.waitFor(() => channel.messages().some((one) => videosOf(one).length > 0));
  await allArchived(stage);
  await cardWith(seat, await seat.slash("inbox", {}), "Nothing waits for you");
  expect(await spooledIds(stage)).toEqual([]);
});

const review: GuildSettings["review"] = { mode: "all", first: 3 };

test.each<[string, Partial<GuildSettings>, RegExp]>([
  ["checked more strictly", { safety: { guild: "full", channels: {} } }, /checked more strictly/],
  ["looked at by moderators", { review }, /look at every video before others see it/],
  ["free of a word", { blocklist: ["boat"] }, /does not allow a word of its prompt/],
])("what has to be %s by now stays private", async (_, settings, sentence) => {
  const stage = await withVideo({ private: true });
  const { asked, member, seat } = stage;
  await beginWith(stage, settings);
  const panel = await panelOf(seat, member, asked.card());
  const use = await member.press(panel, "Make public");
  await use.response();
  await seat.waitFor((messages) => messages.some((one) => sentence.test(textOf(one))));
  expect(stage.channel.messages()).toEqual([]);
});

test("a crash while it is being made public posts it all the same, and once", async () => {
  const stage = await withVideo({ private: true });
  const { asked, member, seat } = stage;
  const panel = await panelOf(seat, member, asked.card());
  const upload = stage.discord.faults.next({
    match: { method: "POST", route: "/channels/:id/messages", upload: true },
    do: { hangUp: "after" },
  });
  await member.press(panel, "Make public");
  await upload.met;
  await stage.stopBot();
  await stage.startBot();
  await posted(stage, member);
  await allArchived(stage);
  expect(stage.channel.messages()).toHaveLength(1);
  await stage.stopBot();
  const record = await withStore(stage, ({ archive }) => archive.get(asked.id));
  expect(record).toMatchObject({ state: "done", request: { private: false } });
  expect(record?.place.messageId).toBe(stage.channel.messages()[0]?.id);
});
