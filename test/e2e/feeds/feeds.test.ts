import { expect, test } from "vitest";
import {
  buttonsOf,
  galleryOf,
  shownPrivately,
  textOf,
  toldPrivately,
  videosOf,
} from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { answerTo } from "../../support/moderating.ts";
import { favour, finished, goneFrom, isSpoiler, shown } from "../showcase/showing.ts";
import { codeIn, follower, openFollowing, PATIENCE, type Following } from "./following.ts";

const OUT = "a showcase post is out";

/** Waits until so many posts have gone to all followers. */
const out = ({ log }: Pick<Following, "log">, count: number): Promise<void> =>
  expect.poll(() => log.lines.filter(({ msg }) => msg === OUT).length, PATIENCE).toBe(count);

test("from a favourite to the showcase to two followers, and from a deletion to nothing left, on two shards", async () => {
  const stage = await openFollowing({
    env: { SHARDS: "2" },
    guild: { shard: { id: 0, count: 2 } },
  });
  const { member, manager, showcase, log } = stage;
  const near = follower(stage, "Near Server", { shard: { id: 0, count: 2 } });
  const far = follower(stage, "Far Server", { shard: { id: 1, count: 2 } });
  expect(log.lines.filter(({ msg }) => msg === "ready").at(-1)).toMatchObject({ shards: 2 });
  await stage.allFollow(near, far);
  const asked = await finished(stage, { prompt: "a *red* boat" });
  await favour(asked, member);
  await shown(member, showcase, asked.id);

  for (const { copies, guild, channel, reader } of [near, far]) {
    await expect.poll(() => copies().length, PATIENCE).toBe(1);
    const [copy] = copies();
    if (copy === undefined) throw new Error("there is no copy");
    expect(textOf(copy)).toBe(
      "📡 From the showcase of **Test Server**, by **Member One**\n> a \\*red\\* boat",
    );
    expect(buttonsOf(copy)).toEqual(["Play", "Open", "More"]);
    expect(videosOf(copy)).toMatchObject([{ name: "preview.webp" }]);
    const [file] = copy.attachments;
    expect(file?.size).toBeLessThanOrEqual(512 * 1024);
    expect(JSON.stringify(copy.components)).toContain(
      `https://discord.com/channels/${stage.guild.id}/${stage.channel.id}/${asked.card().id}`,
    );

    const played = await shownPrivately(reader.in(channel), await reader.press(copy, "Play"));
    expect(videosOf(played)).toEqual(videosOf(asked.card()));
    expect(textOf(played)).toContain("a \\*red\\* boat");
    expect(guild.id).not.toBe(stage.guild.id);
  }

  const hide = await manager.messageCommand(asked.card(), "Spoiler video");
  expect(await answerTo(stage.desk, hide)).toMatch(/behind a click now/);
  for (const { copies } of [near, far]) {
    await expect.poll(() => copies().map(isSpoiler), PATIENCE).toEqual([true]);
    expect(copies().flatMap(({ attachments }) => attachments)).toHaveLength(1);
  }

  const use = await manager.messageCommand(asked.card(), "Delete video");
  const question = await shownPrivately(stage.desk, use);
  await answerTo(stage.desk, await manager.press(question, "Delete for good"));
  await goneFrom(member, showcase, asked.id);
  for (const { copies } of [near, far]) {
    await expect.poll(() => copies(), PATIENCE).toEqual([]);
  }
  await expect
    .poll(
      () =>
        runSql(
          stage,
          "SELECT key FROM keyv WHERE key LIKE 'feed-%' AND key LIKE ?",
          `%${asked.id}%`,
        ),
      PATIENCE,
    )
    .toEqual([]);
});

test("a server publishes, others follow by its code, mute and leave it", async () => {
  const stage = await openFollowing();
  const { member, logChannel } = stage;
  const near = follower(stage, "Near Server");
  const code = codeIn(await stage.told("feed publish"));
  expect(codeIn(await stage.told("feed publish"))).toBe(code);
  expect(await stage.told("feed follow", { code, channel: stage.showcase })).toMatch(
    /this server's own showcase/,
  );
  expect(await near.told("feed follow", { code: "WRNG", channel: near.channel })).toMatch(
    /^No feed has that code/,
  );
  expect(await near.told("feed list")).toMatch(/Not published[\s\S]*None yet/);
  const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`;
  expect(await near.told("feed follow", { code: typed, channel: near.channel })).toMatch(
    /the showcase of \*\*Test Server\*\* is shown in <#\d+> from now on/,
  );
  expect(await stage.told("feed list")).toMatch(/1 server follows it/);
  expect(await near.told("feed list")).toContain(
    `**Test Server** in <#${near.channel.id}>\n-# \`${code}\``,
  );
  const choices = await near.desk.autocomplete("feed mute", "code", "test");
  expect(choices).toEqual([{ name: "Test Server", value: code }]);

  const first = await finished(stage);
  await favour(first, member);
  await expect.poll(() => near.copies().length, PATIENCE).toBe(1);
  expect(await near.told("feed mute", { code })).toMatch(/^🔇/);
  expect(await near.told("feed list")).toContain("🔇 muted");
  const second = await finished(stage);
  await favour(second, member);
  await out(stage, 2);
  expect(await near.told("feed mute", { code })).toMatch(/^🔊/);
  expect(near.copies()).toHaveLength(1);

  expect(await near.told("feed unfollow", { code })).toMatch(/^Nothing more comes/);
  expect(await near.told("feed unfollow", { code })).toMatch(/follows no feed with that code/);
  expect(await stage.told("feed unpublish")).toMatch(/its code is dead/);
  expect(await stage.told("feed unpublish")).toMatch(/is not published/);
  expect(await near.told("feed follow", { code, channel: near.channel })).toMatch(/^No feed/);
  expect(near.copies()).toHaveLength(1);
  await expect
    .poll(() => logChannel.messages().map(textOf).join("\n"), PATIENCE)
    .toMatch(/can be followed by other servers now[\s\S]*cannot be followed/);
});

test("without a showcase nothing can be published, and members without the right use none of it", async () => {
  const stage = await openFollowing({}, { showcase: null });
  expect(await stage.told("feed publish")).toMatch(/this server has no showcase/);
  const seat = stage.member.in(stage.channel);
  for (const path of ["feed publish", "feed unpublish", "feed list"]) {
    expect(await toldPrivately(seat, await seat.forge.slash(path))).toMatch(/Manage Server/);
  }
});

test("a copy comes only where its rules let it in, and Play asks them again", async () => {
  const stage = await openFollowing();
  const { member } = stage;
  const strict = follower(stage, "Strict Server");
  const open = follower(stage, "Open Server");
  await strict.told("settings safety", { mode: "full" });
  await stage.allFollow(strict, open);
  const asked = await finished(stage);
  await favour(asked, member);
  await expect.poll(() => open.copies().length, PATIENCE).toBe(1);
  await out(stage, 1);
  expect(strict.copies()).toEqual([]);
  expect(await stage.log.waitFor(OUT)).toMatchObject({
    posted: 1,
    refused: 1,
    closed: 0,
    missed: 0,
  });

  const [copy] = open.copies();
  if (copy === undefined) throw new Error("there is no copy");
  await open.told("settings safety", { mode: "full" });
  const seat = open.reader.in(open.channel);
  expect(await toldPrivately(seat, await open.reader.press(copy, "Play"))).toMatch(
    /checks videos more strictly than this one was checked/,
  );
});

test("Play shows nothing that its message is no copy of", async () => {
  const stage = await openFollowing();
  const { member } = stage;
  const near = follower(stage, "Near Server");
  await stage.allFollow(near);
  const hidden = await finished(stage, { private: true });
  const asked = await finished(stage);
  await favour(asked, member);
  await expect.poll(() => near.copies().length, PATIENCE).toBe(1);
  const [copy] = near.copies();
  if (copy === undefined) throw new Error("there is no copy");
  const seat = near.reader.in(near.channel);
  expect(await toldPrivately(seat, seat.forge.press(copy, `play:${hidden.id}`))).toMatch(
    /cannot be played any more/,
  );
  const other = await near.desk.slash("feed list");
  const answer = await other.message();
  expect(await toldPrivately(near.desk, near.desk.forge.press(answer, `play:${asked.id}`))).toMatch(
    /cannot be played any more/,
  );
});

test("a receiving moderator removes a copy and keeps the server out", async () => {
  const stage = await openFollowing();
  const near = follower(stage, "Near Server");
  await stage.allFollow(near);
  const asked = await finished(stage);
  await favour(asked, stage.member);
  await expect.poll(() => near.copies().length, PATIENCE).toBe(1);
  const [copy] = near.copies();
  if (copy === undefined) throw new Error("there is no copy");
  const seat = near.manager.in(near.channel);
  const panel = await shownPrivately(seat, await near.manager.press(copy, "More"));
  await answerTo(seat, await near.manager.press(panel, "Block server's shares"));
  expect(await answerTo(seat, await near.manager.press(panel, "Remove"))).toMatch(/^Removed/);
  await expect.poll(() => near.copies(), PATIENCE).toEqual([]);
  const next = await finished(stage);
  await favour(next, stage.member);
  await out(stage, 2);
  expect(near.copies()).toEqual([]);
});

test("a channel that takes nothing is told of once, and holds up nobody", async () => {
  const stage = await openFollowing();
  const near = follower(stage, "Near Server");
  const far = follower(stage, "Far Server");
  const reports = near.guild.createChannel({ name: "mod-log" });
  await near.told("settings log", { channel: reports });
  await stage.allFollow(near, far);
  near.channel.setOverwrites([{ for: "bot", deny: ["SendMessages"] }]);
  for (const _ of [1, 2]) await favour(await finished(stage), stage.member);
  await expect.poll(() => far.copies().length, PATIENCE).toBe(2);
  const closed = () =>
    reports
      .messages()
      .map(textOf)
      .filter((text) => /I cannot post in/.test(text));
  await expect.poll(() => closed().length, PATIENCE).toBe(1);
  expect(near.copies()).toEqual([]);
  expect(await near.told("feed list")).toContain("I could not post there");
});

test("what a member deletes of themselves goes from followers too", async () => {
  const stage = await openFollowing();
  const near = follower(stage, "Near Server");
  await stage.allFollow(near);
  await favour(await finished(stage), stage.other);
  await expect.poll(() => near.copies().length, PATIENCE).toBe(1);
  expect(near.copies().flatMap((copy) => galleryOf(copy))).toHaveLength(1);
  const seat = stage.member.in(stage.channel);
  const question = await (await seat.slash("privacy delete")).message();
  await (await stage.member.press(question, "Delete everything")).message();
  await expect.poll(() => near.copies(), PATIENCE).toEqual([]);
});
