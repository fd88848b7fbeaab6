import { describe, expect, test } from "vitest";
import type { PermissionName } from "../../playground/discord/actor/permission-input.ts";
import { cardWith, toldPrivately, videosOf } from "../support/cards.ts";
import { workRequests } from "../support/runware-requests.ts";
import { setStage, type Stage } from "../support/stage.ts";

const NEEDED: readonly PermissionName[] = [
  "ViewChannel",
  "SendMessages",
  "AttachFiles",
  "ReadMessageHistory",
];

/** What is said where the bot has only these permissions, and that nothing else happens. */
async function refusalWith(
  { guild, member, runware }: Stage,
  botPermissions: readonly PermissionName[],
  where: "channel" | "thread" = "channel",
): Promise<string> {
  guild.setBotPermissions(botPermissions);
  const channel = guild.createChannel({ name: "corner" });
  const place = where === "thread" ? channel.createThread({ name: "side talk" }) : channel;
  const use = await member.in(place).slash("video", { prompt: "a paper boat" });
  const sentence = await toldPrivately(member.in(place), use);
  expect(place.messages()).toEqual([]);
  expect(workRequests(runware)).toEqual([]);
  return sentence;
}

describe("before money is spent, the bot says which permission it lacks", () => {
  // Discord takes others away with these two: nobody posts where nothing is seen, or attaches to nothing.
  test.each([
    ["ViewChannel", ["View Channel", "Send Messages", "Attach Files", "Read Message History"]],
    ["SendMessages", ["Send Messages", "Attach Files"]],
    ["AttachFiles", ["Attach Files"]],
    ["ReadMessageHistory", ["Read Message History"]],
  ] as const)("where it lacks %s in a channel", async (missing, names) => {
    const stage = await setStage();
    const has = NEEDED.filter((permission) => permission !== missing);
    const sentence = await refusalWith(stage, has);
    expect(Array.from(sentence.matchAll(/\*\*(.+?)\*\*/g), ([, name]) => name)).toEqual(names);
  });

  test("all of them in one sentence, where it lacks several", async () => {
    const stage = await setStage();
    expect(await refusalWith(stage, ["ViewChannel", "SendMessages"])).toMatchInlineSnapshot(
      `"I cannot post videos here: I am missing **Attach Files** and **Read Message History** in this channel. Someone who manages it can allow me that under Edit Channel → Permissions; \`/setup\` shows more. Nothing was spent."`,
    );
  });

  test("of threads, where it may send in the channel but not in its threads", async () => {
    const stage = await setStage();
    expect(await refusalWith(stage, NEEDED, "thread")).toMatchInlineSnapshot(
      `"I cannot post videos here: I am missing **Send Messages in Threads** and **Attach Files** in this thread. Someone who manages the channel it is in can allow me that under Edit Channel → Permissions; \`/setup\` shows more. Nothing was spent."`,
    );
  });
});

describe("a video can be asked for", () => {
  test("where the bot has the least permissions and not one more", async () => {
    const { member, channel, guild } = await setStage({ runware: { renderMs: () => 0 } });
    guild.setBotPermissions(NEEDED);
    const use = await member.in(channel).slash("video", { prompt: "a paper boat" });
    expect(videosOf(await cardWith(member.in(channel), use, "made in"))).toHaveLength(1);
  });

  test("in a thread, where the bot may send in threads but not in the channel", async () => {
    const { member, channel, guild } = await setStage({ runware: { renderMs: () => 0 } });
    guild.setBotPermissions([
      "ViewChannel",
      "SendMessagesInThreads",
      "AttachFiles",
      "ReadMessageHistory",
    ]);
    const thread = member.in(channel.createThread({ name: "side talk" }));
    const use = await thread.slash("video", { prompt: "a paper boat" });
    expect(videosOf(await cardWith(thread, use, "made in"))).toHaveLength(1);
    expect(channel.messages()).toEqual([]);
  });

  test("by an administrator's bot, whatever the channel's own rules say", async () => {
    const { member, guild } = await setStage({
      guild: { botPermissions: ["Administrator"] },
      runware: { renderMs: () => 0 },
    });
    const closed = guild.createChannel({ overwrites: [{ for: "bot", deny: NEEDED }] });
    const use = await member.in(closed).slash("video", { prompt: "a paper boat" });
    expect(videosOf(await cardWith(member.in(closed), use, "made in"))).toHaveLength(1);
  });

  test("privately, where the bot may not post: a private card needs nothing of the channel", async () => {
    const { member, guild } = await setStage({ runware: { renderMs: () => 0 } });
    guild.setBotPermissions(["ViewChannel"]);
    const channel = guild.createChannel();
    const use = await member.in(channel).slash("video", { prompt: "a paper boat", private: true });
    expect(videosOf(await cardWith(member.in(channel), use, "made in"))).toHaveLength(1);
  });
});

describe("with ALLOWED_GUILDS", () => {
  test("a member of another guild is told that the bot is private", async () => {
    const { member, channel, runware } = await setStage({
      env: { ALLOWED_GUILDS: "111111111111111111, 222222222222222222" },
    });
    const use = await member.in(channel).slash("video", { prompt: "a paper boat" });
    expect(await toldPrivately(member.in(channel), use)).toMatchInlineSnapshot(
      `"This bot is private: it works only in the servers that its operator chose."`,
    );
    expect(channel.messages()).toEqual([]);
    expect(workRequests(runware)).toEqual([]);
  });

  test("a member of an allowed guild is served, and one of another is not", async () => {
    const { discord, member, channel, startBot, stopBot, config, runware } = await setStage({
      runware: { manual: true },
    });
    await stopBot();
    await startBot({ ...config, allowedGuilds: new Set([channel.channel.guildId ?? ""]) });
    const other = discord.createGuild({ name: "Other Server" });
    const elsewhere = other.createChannel();
    const stranger = other.addMember({ name: "Member Two" });

    const refused = await stranger.in(elsewhere).slash("video", { prompt: "a kite" });
    expect(await toldPrivately(stranger.in(elsewhere), refused)).toMatch(/^This bot is private/);
    await member.in(channel).slash("video", { prompt: "a paper boat" });
    await runware.waitForTask(({ body }) => body["positivePrompt"] === "a paper boat");
    expect(runware.tasks).toHaveLength(1);
  });
});
