import { expect, test } from "vitest";
import { buttonsOf, galleryOf, shownPrivately, textOf, videosOf } from "../../support/cards.ts";
import { withStore } from "../../support/left-records.ts";
import { restart } from "../../support/managing.ts";
import {
  dialogOf,
  isEmpty,
  lineIn,
  PATIENCE,
  posted,
  refusedShare,
  saying,
  share,
  shareWith,
} from "./support.ts";

test("a video arrives in another server with its credit, and follows its original in all it does", async () => {
  const stage = await share();
  const { second, third, moderator, member } = stage;
  const asked = await stage.made({ prompt: "a *paper* boat" });
  expect(buttonsOf(asked.card())).toContain("Share");

  const dialog = await dialogOf(stage, asked);
  expect(textOf(dialog)).toMatch(/Choose a server/);
  const told = await shareWith(stage, asked, second);
  const post = await posted(second.incoming);
  expect(told).toContain(
    `https://discord.com/channels/${second.guild.id}/${second.incoming.id}/${post.id}`,
  );
  expect(textOf(post)).toMatch(`Shared by <@${member.id}> from **Test Server**`);
  expect(textOf(post)).toContain("> a \\*paper\\* boat");
  expect(videosOf(post)).toHaveLength(1);
  expect(buttonsOf(post)).toEqual(["Open", "More"]);
  expect(textOf(await lineIn(second.logChannel, /📥/))).toContain(`by <@${member.id}> from`);
  await shareWith(stage, asked, third);
  const other = await posted(third.incoming);

  const desk = moderator.in(stage.channel);
  await (await moderator.messageCommand(asked.card(), "Spoiler video")).message();
  for (const channel of [second.incoming, third.incoming]) {
    await expect
      .poll(() => channel.messages().flatMap((one) => galleryOf(one)), PATIENCE)
      .toMatchObject([{ spoiler: true }]);
  }
  await restart(stage);
  const question = await shownPrivately(
    desk,
    await moderator.messageCommand(asked.card(), "Delete video"),
  );
  await (await moderator.press(question, "Delete for good")).message();
  await isEmpty(second.incoming);
  await isEmpty(third.incoming);
  expect(other.id).not.toBe(post.id);
});

test("without a name neither the post nor what moderators read says who it is or from where", async () => {
  const stage = await share();
  const { second, member } = stage;
  const asked = await stage.made();
  await shareWith(stage, asked, second, "Without a name");
  const post = await posted(second.incoming);
  const line = await lineIn(second.logChannel, /📥/);
  for (const message of [post, line]) {
    expect(JSON.stringify(message)).not.toContain(member.id);
    expect(JSON.stringify(message)).not.toContain(stage.guild.id);
    expect(textOf(message)).not.toContain("Test Server");
  }
  expect(buttonsOf(post)).toEqual(["More"]);
});

test("only servers that take shares and know the member are offered, and each only once", async () => {
  const stage = await share();
  const { second, third, member } = stage;
  await stage.stopBot();
  await withStore(stage, async ({ members, settings }) => {
    await members.delete(`${third.guild.id}:${member.id}`);
    const fourth = stage.discord.createGuild({ name: "Fourth Server" });
    await members.set(`${fourth.id}:${member.id}`, {
      ...(await members.get(`${second.guild.id}:${member.id}`))!,
    });
    await settings.delete(fourth.id);
  });
  await stage.startBot();
  const asked = await stage.made();
  const dialog = await dialogOf(stage, asked);
  const offered = JSON.stringify(dialog.components);
  expect(offered).toContain("Second Server");
  expect(offered).not.toContain("Third Server");
  expect(offered).not.toContain("Fourth Server");

  await shareWith(stage, asked, second);
  expect(textOf(await dialogOf(stage, asked))).toMatch(
    /\*\*Second Server\*\*: it is there: https:.*\n.*no other server left/,
  );
  expect(await refusedShare(stage, asked, second.guild.id)).toMatch(
    /^This was shared with \*\*Second Server\*\* before: it is there: https:/,
  );
  expect(second.incoming.messages()).toHaveLength(1);
});

test("a server receives only what it would let be made itself", async () => {
  const stage = await share();
  const { second, third } = stage;
  const asked = await stage.made({ prompt: "a zebra on ice" });
  const tried = () => refusedShare(stage, asked, second.guild.id);
  const sharing = { incomingChannelId: second.incoming.id };
  const open = { outgoing: false, blockedGuildIds: [], blockedMemberIds: [], ...sharing };

  await stage.set({ second: { sharing: open, safety: { guild: "full", channels: {} } } });
  expect(await tried()).toMatch(/\*\*Second Server\*\* checks videos more strictly/);
  await stage.set({
    second: {
      sharing: open,
      safety: { guild: "none", channels: { [second.incoming.id]: "full" } },
    },
  });
  expect(await tried()).toMatch(/\*\*Second Server\*\* checks videos more strictly/);
  await stage.set({ second: { sharing: open, review: { mode: "all", first: 3 } } });
  expect(await tried()).toMatch(/has its moderators look at every video first/);
  await stage.set({ second: { sharing: open, blocklist: ["zebra"] } });
  expect(await tried()).toMatch(/does not allow a word in its prompt/);
  expect(await tried()).not.toContain("zebra");
  await stage.set({ second: { sharing: { ...open, blockedGuildIds: [stage.guild.id] } } });
  expect(await tried()).toMatch(/take nothing from the server that this is from/);
  await stage.set({ second: { sharing: { ...open, blockedMemberIds: [stage.member.id] } } });
  expect(await tried()).toMatch(/take nothing from whoever made this/);
  expect(textOf(await dialogOf(stage, asked))).not.toContain("Second Server");
  await stage.set({});
  stage.channel.setNsfw(true);
  await expect.poll(tried, PATIENCE).toMatch(/in an age-restricted channel/);
  third.incoming.setNsfw(true);
  await expect
    .poll(async () => shareWith(stage, asked, third), PATIENCE)
    .toMatch(/Third Server.*it is there/);
  expect(second.incoming.messages()).toEqual([]);
});

test("who is no member there, or not welcome, shares nothing there", async () => {
  const stage = await share();
  const { second, third, member } = stage;
  const asked = await stage.made();
  const stranger = stage.discord.createGuild({ name: "Strange Server" });
  const unknown = /^That server takes nothing from you now/;
  expect(await refusedShare(stage, asked, stranger.id)).toMatch(unknown);
  expect(await refusedShare(stage, asked, "123456789012345678")).toMatch(unknown);
  second.guild.removeMember(member);
  expect(await refusedShare(stage, asked, second.guild.id)).toMatch(unknown);

  const desk = third.moderator.in(third.general);
  await (await desk.slash("moderate block", { member })).message();
  expect(await refusedShare(stage, asked, third.guild.id)).toMatch(
    /^You cannot make videos in \*\*Third Server\*\* now/,
  );
  await (await desk.slash("moderate unblock", { member })).message();
  third.incoming.setOverwrites([{ for: third.self, deny: ["ViewChannel"] }]);
  await expect
    .poll(() => refusedShare(stage, asked, third.guild.id), PATIENCE)
    .toMatch(/^You cannot see the channel of \*\*Third Server\*\*/);
  expect(third.incoming.messages()).toEqual([]);
});

test("nobody shares what is not theirs, not by a forged press either, and nothing leaves a closed server", async () => {
  const stage = await share();
  const { second, moderator } = stage;
  const asked = await stage.made();
  for (const by of [moderator, stage.guild.addMember({ name: "Member Two" })]) {
    const seat = by.in(stage.channel);
    const use = await by.press(asked.card(), "Share");
    expect(textOf(await shownPrivately(seat, use))).toMatch(/^Only the member who asked/);
    expect(await refusedShare(stage, asked, second.guild.id, by)).toMatch(/^Only the member/);
  }
  const there = second.self.in(second.general);
  const own = await (await there.slash("inbox")).message();
  const forged = there.forge.press(own, `share-send:${asked.id}:${second.guild.id}.full`);
  expect(textOf(await shownPrivately(there, forged))).toMatch(/^This belongs to another server/);
  const seat = stage.member.in(stage.channel);
  const before = textOf(asked.card());
  const onCard = seat.forge.press(asked.card(), `share-send:${asked.id}:${second.guild.id}.full`);
  expect(textOf(await shownPrivately(seat, onCard))).toBe(
    "Please press **Share** below the video.",
  );
  expect(textOf(asked.card())).toBe(before);

  await stage.set({ origin: {} });
  await stage.set({
    origin: {
      sharing: {
        incomingChannelId: null,
        outgoing: false,
        blockedGuildIds: [],
        blockedMemberIds: [],
      },
    },
  });
  expect(await refusedShare(stage, asked, second.guild.id)).toMatch(/stays here/);
  const closed = await stage.made();
  expect(buttonsOf(closed.card())).not.toContain("Share");
  expect(second.incoming.messages()).toEqual([]);
});

test("a day has room for so many shares with one server", async () => {
  const stage = await share();
  const { second } = stage;
  const asked = await stage.made();
  await stage.stopBot();
  const now = stage.clock.now();
  await withStore(stage, ({ shareTimes }) =>
    shareTimes.set(
      `${second.guild.id}:${stage.member.id}`,
      Object.fromEntries([1, 2, 3, 4, 5].map((id) => [`10000000000000000${id}`, now])),
    ),
  );
  await stage.startBot();
  expect(await refusedShare(stage, asked, second.guild.id)).toMatch(
    /^You can share 5 videos a day/,
  );
  expect(second.incoming.messages()).toEqual([]);
  const dialog = await dialogOf(stage, asked);
  expect((await saying(stage, dialog, /Choose/)).id).toBe(dialog.id);
});
