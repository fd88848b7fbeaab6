import { expect, test } from "vitest";
import { buttonsOf, shownPrivately, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { answerTo } from "../../support/moderating.ts";
import { restart } from "../../support/managing.ts";
import { favour, finished, goneFrom, isSpoiler, openShowcase, postsOf, shown } from "./showing.ts";

test("a favourite of enough members is shown once, with its video, credit and the way to its card", async () => {
  const stage = await openShowcase({}, { threshold: 2 });
  const { member, other, showcase, channel, guild } = stage;
  const asked = await finished(stage, { prompt: "a *red* boat" });
  await favour(asked, member);
  expect(postsOf(showcase, asked.id)).toEqual([]);
  await favour(asked, other);
  const post = await shown(member, showcase, asked.id);
  expect(textOf(post)).toContain(`<@${member.id}>`);
  expect(textOf(post)).toContain("a \\*red\\* boat");
  expect(videosOf(post)).toEqual(videosOf(asked.card()));
  expect(post.attachments).toHaveLength(1);
  expect(JSON.stringify(post.components)).toContain(
    `https://discord.com/channels/${guild.id}/${channel.id}/${asked.card().id}`,
  );
  expect(buttonsOf(post)).toEqual(["Open", "Favourite"]);

  const report = await (await other.messageCommand(post, "Report video")).modal();
  expect(report.data["custom_id"]).toBe(`report-send:${asked.id}`);

  // Taken back, made again, by more members, with a lower threshold, after a restart.
  await favour(asked, other);
  await favour(asked, other);
  await restart(stage);
  const third = guild.addMember({ name: "Member Three" });
  const use = await third.press(post, "Favourite");
  expect(await toldPrivately(third.in(showcase), use)).toMatch(/one of your favourites now/);
  await member
    .in(channel)
    .waitFor(() => buttonsOf(asked.card()).includes("3"), { what: "the count on the card" });
  const later = await finished(stage);
  await favour(later, member);
  await favour(later, other);
  await shown(member, showcase, later.id);
  expect(postsOf(showcase, asked.id)).toHaveLength(1);
});

test("a spoiler and a deletion at the card reach the post", async () => {
  const stage = await openShowcase();
  const { member, manager, showcase } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  expect(isSpoiler(await shown(member, showcase, asked.id))).toBe(false);
  const desk = manager.in(stage.channel);
  const hide = await manager.messageCommand(asked.card(), "Spoiler video");
  expect(await answerTo(desk, hide)).toMatch(/behind a click now/);
  await shown(member, showcase, asked.id, isSpoiler);
  const open = await manager.messageCommand(asked.card(), "Spoiler video");
  expect(await answerTo(desk, open)).toMatch(/shown openly again/);
  await shown(member, showcase, asked.id, (post) => !isSpoiler(post));
  const use = await manager.messageCommand(asked.card(), "Delete video");
  const question = await shownPrivately(desk, use);
  expect(await answerTo(desk, await manager.press(question, "Delete for good"))).toMatch(
    /^Deleted/,
  );
  await goneFrom(member, showcase, asked.id);
});

test("a moderator hides and deletes a result at its post, with the right where its card is too", async () => {
  const stage = await openShowcase();
  const { member, manager, showcase, guild, channel } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  const post = await shown(member, showcase, asked.id);

  const helper = guild.addMember({ name: "Helper" });
  showcase.setOverwrites([{ for: helper, allow: ["ManageMessages"] }]);
  const refused = new RegExp(`Manage Messages\\*\\* in <#${channel.id}>`);
  for (const command of ["Spoiler video", "Delete video"]) {
    const use = await helper.messageCommand(post, command);
    expect(await toldPrivately(helper.in(showcase), use)).toMatch(refused);
  }
  const seat = helper.in(showcase);
  for (const id of [`spoiler:${asked.id}:on`, `delete-yes:${asked.id}`]) {
    expect(await toldPrivately(seat, seat.forge.press(post, id))).toMatch(refused);
  }
  expect(isSpoiler(asked.card())).toBe(false);

  const desk = manager.in(showcase);
  const hide = await manager.messageCommand(post, "Spoiler video");
  expect(await answerTo(desk, hide)).toMatch(/behind a click now/);
  expect(isSpoiler(asked.card())).toBe(true);
  await shown(member, showcase, asked.id, isSpoiler);
  const question = await shownPrivately(desk, await manager.messageCommand(post, "Delete video"));
  expect(await answerTo(desk, await manager.press(question, "Delete for good"))).toMatch(
    /^Deleted/,
  );
  expect(channel.messages()).toEqual([]);
  await goneFrom(member, showcase, asked.id);
});

test("a card that is deleted by hand takes its post along", async () => {
  const stage = await openShowcase();
  const { member, manager, showcase } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  await shown(member, showcase, asked.id);
  manager.deleteMessage(asked.card());
  expect(await goneFrom(member, showcase, asked.id)).toBe(true);
});

test("a channel that is deleted takes the posts of its cards along, and no others", async () => {
  const stage = await openShowcase();
  const { member, guild, showcase } = stage;
  const room = guild.createChannel({ name: "room" });
  const there = await finished(stage, {}, { in: room });
  const here = await finished(stage);
  await favour(there, member);
  await favour(here, member);
  await shown(member, showcase, here.id);
  await shown(member, showcase, there.id);
  room.delete();
  await goneFrom(member, showcase, there.id);
  expect(postsOf(showcase, here.id)).toHaveLength(1);
});

test("a card that was deleted while the bot was away takes its post along when somebody looks", async () => {
  const stage = await openShowcase();
  const { member, manager, showcase, channel } = stage;
  const asked = await finished(stage);
  await favour(asked, member);
  await shown(member, showcase, asked.id);
  await stage.stopBot();
  manager.deleteMessage(asked.card());
  await stage.startBot();
  const seat = member.in(channel);
  await (await seat.slash("showcase top", {})).response();
  expect(await goneFrom(member, showcase, asked.id)).toBe(true);
});

test("what is a spoiler already is shown as one", async () => {
  const stage = await openShowcase();
  const { member, manager, showcase } = stage;
  const hidden = await finished(stage);
  const use = await manager.messageCommand(hidden.card(), "Spoiler video");
  await answerTo(manager.in(stage.channel), use);
  await favour(hidden, member);
  expect(isSpoiler(await shown(member, showcase, hidden.id))).toBe(true);
});
