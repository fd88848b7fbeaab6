import { PermissionFlagsBits as P } from "discord.js";
import { describe, expect, test } from "vitest";
import { examine } from "../../../../src/discord/doctor/examine.ts";
import type { ChannelFacts, DoctorFacts, OwnFacts } from "../../../../src/discord/doctor/facts.ts";
import { INVITE_PERMISSIONS } from "../../../../src/policy/bot-permissions.ts";
import { NEW_GUILD, type GuildSettings } from "../../../../src/policy/settings.ts";

const HERE = "333333333333333333";
const LOG = "444444444444444444";

const logChannel: ChannelFacts = {
  channelId: LOG,
  isThread: false,
  has: INVITE_PERMISSIONS,
  isPublic: false,
};

const settings: GuildSettings = {
  ...NEW_GUILD,
  logChannelId: LOG,
  budget: { dayMicroUsd: 20_000_000, monthMicroUsd: null },
};

const own: OwnFacts = {
  settings,
  log: logChannel,
  incoming: null,
  showcase: null,
  payer: { ownKey: null, isReadable: true, hasCredit: true },
};

const facts: DoctorFacts = {
  guildId: "222222222222222222",
  applicationId: "111111111111111111",
  botName: "Flipbook",
  guildPermissions: INVITE_PERMISSIONS,
  here: { channelId: HERE, isThread: false, has: INVITE_PERMISSIONS },
  own,
  operator: { guildDayMicroUsd: null, paused: false, allowedGuilds: undefined },
};

/** What is not as it should be, in full. */
const complaints = (change: Partial<DoctorFacts>): string[] =>
  examine({ ...facts, ...change })
    .filter(({ level }) => level !== "well")
    .map(({ level, what, more }) => [`${level}: ${what}`, ...more].join("\n"));

const complaintsOver = (change: Partial<OwnFacts>): string[] =>
  complaints({ own: { ...own, ...change } });

const settingsWith = (change: Partial<GuildSettings>): string[] =>
  complaintsOver({ settings: { ...settings, ...change } });

test("where all is well, each thing that was looked at is said to be", () => {
  expect(examine(facts)).toEqual([
    { level: "well", what: "I can post videos in this channel.", more: [] },
    {
      level: "well",
      what: `Reports and videos that wait for a moderator come to <#${LOG}>.`,
      more: [],
    },
    { level: "well", what: "The bot's operator pays for the videos.", more: [] },
    { level: "well", what: "This server can spend at most $20.00 a day.", more: [] },
  ]);
});

test("that the operator does not serve this server is a problem, and no other server's", () => {
  const servedTo = (guildId: string) =>
    complaints({ operator: { ...facts.operator, allowedGuilds: new Set([guildId]) } });
  expect(servedTo("999999999999999999")).toEqual([
    "problem: This bot is private: it makes no videos in this server.\nIts operator chooses the servers it works in.",
  ]);
  expect(servedTo(facts.guildId)).toEqual([]);
});

describe("of the channel it is asked in, it says", () => {
  test("which permission the channel takes away, what breaks without it and where to click", () => {
    const here = { ...facts.here, has: INVITE_PERMISSIONS & ~P.AttachFiles };
    expect(complaints({ here })).toEqual([
      "problem: I cannot post videos in this channel, so `/video` is refused here.\n" +
        "- **Attach Files** is missing: I cannot put a video into a message.\n" +
        `In the settings of <#${HERE}>: Edit Channel → Permissions → Advanced → Flipbook → allow **Attach Files**.`,
    ]);
    expect(examine({ ...facts, here })[0]?.remedy).toBeUndefined();
  });

  test("which permission the bot lacks in the whole server, with the invitation as remedy", () => {
    const has = INVITE_PERMISSIONS & ~P.AttachFiles & ~P.ReadMessageHistory;
    const change = { guildPermissions: has, here: { ...facts.here, has } };
    expect(complaints(change)).toEqual([
      "problem: I cannot post videos in this channel, so `/video` is refused here.\n" +
        "- **Attach Files** is missing: I cannot put a video into a message.\n" +
        "- **Read Message History** is missing: I cannot check whether a video is already posted, so it could appear twice.\n" +
        "My role lacks **Attach Files** and **Read Message History** in the whole server: press **Give permissions** below, choose this server and confirm.",
    ]);
    expect(examine({ ...facts, ...change })[0]?.remedy).toBe("invite");
  });

  test("each missing permission in words of its own", () => {
    const [all = ""] = complaints({ here: { ...facts.here, has: 0n } });
    expect(all.match(/^- .*$/gm)).toEqual([
      "- **View Channel** is missing: I cannot see the channel at all.",
      "- **Send Messages** is missing: I cannot post a message.",
      "- **Attach Files** is missing: I cannot put a video into a message.",
      "- **Read Message History** is missing: I cannot check whether a video is already posted, so it could appear twice.",
    ]);
  });

  test("of a thread what threads need, and that its channel's settings hold", () => {
    const has = INVITE_PERMISSIONS & ~P.SendMessagesInThreads;
    expect(complaints({ here: { channelId: HERE, isThread: true, has } })).toEqual([
      "problem: I cannot post videos in this channel, so `/video` is refused here.\n" +
        "- **Send Messages in Threads** is missing: I cannot post a message in a thread.\n" +
        "In the settings of the channel that this thread is in: Edit Channel → Permissions → Advanced → Flipbook → allow **Send Messages in Threads**.",
    ]);
  });

  test("nothing where the bot is an administrator", () => {
    expect(complaints({ here: { ...facts.here, has: P.Administrator } })).toEqual([]);
  });

  test("that only the commands were added, where the bot itself is no member", () => {
    const [first] = examine({ ...facts, guildPermissions: null });
    expect(first).toEqual({
      level: "problem",
      what: "Only my commands are in this server, I am not.",
      more: ["Press **Give permissions** below, choose this server and confirm."],
      remedy: "invite",
    });
  });
});

describe("of the log channel, it says", () => {
  const KEPT =
    "A video that a moderator has to look at is kept for 7 days and then lost, because nobody can see it.";

  test("that there is none, what follows and how to set one", () => {
    expect(complaintsOver({ log: null })).toEqual([
      `warning: No log channel is set.\n${KEPT}\nSet one: \`/settings log\`. What waits comes up there.`,
    ]);
  });

  test("that it was deleted", () => {
    expect(complaintsOver({ log: "gone" })).toEqual([
      `problem: The log channel is gone.\n${KEPT}\nSet one: \`/settings log\`. What waits comes up there.`,
    ]);
  });

  test("that Discord did not say", () => {
    expect(complaintsOver({ log: "unknown" })).toEqual([
      "warning: I could not look at the log channel: Discord did not answer. Please check again.",
    ]);
  });

  test("which permission is missing there", () => {
    const log = { ...logChannel, has: INVITE_PERMISSIONS & ~P.SendMessages };
    expect(complaintsOver({ log })).toEqual([
      `problem: I cannot post in the log channel <#${LOG}>. ${KEPT}\n` +
        "- **Send Messages** is missing: I cannot post a message.\n" +
        `In the settings of <#${LOG}>: Edit Channel → Permissions → Advanced → Flipbook → allow **Send Messages**.`,
    ]);
  });

  test("that everyone can see it", () => {
    expect(complaintsOver({ log: { ...logChannel, isPublic: true } })).toEqual([
      `warning: Everyone can see the log channel <#${LOG}>.\n` +
        "So they see videos that wait for a moderator, the prompts and who asked.\n" +
        `In the settings of <#${LOG}>: Edit Channel → Permissions → switch **Private Channel** on, and give Flipbook access.`,
    ]);
  });
});

describe("of the money, it says", () => {
  const NO_LIMIT = { dayMicroUsd: null, monthMicroUsd: null };
  const A_VIDEO_A_DAY = { videosPerDay: 1, microUsdPerDay: null, atOnce: null };
  const caps = (change: Partial<DoctorFacts>): string | undefined =>
    examine({ ...facts, ...change }).find(({ what }) => what.startsWith("This server can spend"))
      ?.what;

  test("that nothing limits it", () => {
    expect(settingsWith({ budget: NO_LIMIT })).toEqual([
      "warning: This server has no limit of its own on spending.\nSet a limit: `/settings budget`.",
    ]);
  });

  test("that members are limited and the server is not", () => {
    const { roles } = NEW_GUILD.allowance;
    const allowance = { everyone: A_VIDEO_A_DAY, roles };
    expect(settingsWith({ budget: NO_LIMIT, allowance })).toEqual([
      "warning: Each member has a limit a day, but the server as a whole has none.\nSet a limit: `/settings budget`.",
    ]);
  });

  test("that nothing limits it, where a role has no limit", () => {
    const roles = { "555555555555555555": NEW_GUILD.allowance.everyone };
    const allowance = { everyone: A_VIDEO_A_DAY, roles };
    expect(settingsWith({ budget: NO_LIMIT, allowance })[0]).toContain("no limit of its own");
  });

  test("the lower of the server's own limit and the operator's, and the month's", () => {
    const operator = { ...facts.operator, guildDayMicroUsd: 5_000_000 };
    const budget = { dayMicroUsd: 20_000_000, monthMicroUsd: 100_000_000 };
    expect(caps({ operator, own: { ...own, settings: { ...settings, budget } } })).toBe(
      "This server can spend at most $5.00 a day and $100.00 a month.",
    );
  });

  test("nothing of the operator's limit, where the server pays itself", () => {
    const operator = { ...facts.operator, guildDayMicroUsd: 5_000_000 };
    const payer = { ownKey: "abcd…wxyz", isReadable: true, hasCredit: true };
    expect(caps({ operator, own: { ...own, payer } })).toBe(
      "This server can spend at most $20.00 a day.",
    );
  });

  test("who has paused it", () => {
    expect(settingsWith({ paused: { by: "666666666666666666", at: 0 } })).toEqual([
      "warning: New videos are paused in this server by <@666666666666666666>.\nMake them possible again: `/settings pause`.",
    ]);
    expect(complaints({ operator: { ...facts.operator, paused: true } })).toEqual([
      "warning: New videos are paused everywhere by the bot's operator.",
    ]);
  });

  test("whose key pays, and why it cannot", () => {
    const key = { ownKey: "abcd…wxyz", isReadable: true, hasCredit: true };
    expect(complaintsOver({ payer: key })).toEqual([]);
    expect(complaintsOver({ payer: { ...key, isReadable: false } })).toEqual([
      "problem: This server's own Runware key `abcd…wxyz` cannot be read, so nothing new is made here.\nAn administrator can enter it again or remove it: `/settings key`.",
    ]);
    expect(complaintsOver({ payer: { ...key, hasCredit: false } })).toEqual([
      "problem: This server's own Runware key `abcd…wxyz` has no credit left, so nothing new is made here.\nAdd some at https://my.runware.ai; a minute or two later it goes on by itself.",
    ]);
    expect(complaintsOver({ payer: { ...own.payer, hasCredit: false } })).toEqual([
      "problem: The bot's account at Runware has no credit left, so nothing new is made.\nIts operator can add some; then it goes on by itself.",
    ]);
  });
});

test("settings that cannot be read are the one thing said of them, with a way to start over", () => {
  const [, second, ...rest] = examine({ ...facts, own: "unreadable" });
  expect(second).toEqual({
    level: "problem",
    what: "The settings of this server cannot be read, so nothing new is made here.",
    more: [
      "The bot's operator may be able to repair them. Or press **Start over**: the server then has the settings of a new one.",
    ],
    remedy: "startOver",
  });
  expect(rest).toEqual([]);
});
