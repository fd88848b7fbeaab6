import { expect, test } from "vitest";
import { textOf } from "../../support/cards.ts";
import { manage, restart } from "../../support/managing.ts";

test.each([
  [
    "none",
    undefined,
    "no video waits for a moderator; one that the safety check flags is withheld for good",
  ],
  ["flagged", undefined, "a video that the safety check flags waits for a moderator"],
  [
    "first-timers",
    undefined,
    "the first 3 videos of each member, and whatever the safety check flags, wait for a moderator",
  ],
  [
    "first-timers",
    1,
    "the first video of each member, and whatever the safety check flags, wait for a moderator",
  ],
  ["all", undefined, "every video waits for a moderator"],
])("the review mode %s (first: %s) is set, and what waits is said", async (mode, first, what) => {
  const stage = await manage();
  await stage.told("settings log", { channel: stage.guild.createChannel({ name: "log" }) });
  expect(await stage.told("settings review", { mode, first })).toBe(
    `Review is now **${mode}**: ${what}.`,
  );
});

test("without a log channel it is said that nobody sees what waits", async () => {
  const stage = await manage();
  expect(await stage.told("settings review", { mode: "all" })).toMatchInlineSnapshot(
    `"Review is now **all**: every video waits for a moderator. No log channel is set, so no moderator sees what waits; it is kept for 7 days. Set one with \`/settings log\`."`,
  );
});

test("with the safety check off it is said that nothing is ever flagged", async () => {
  const stage = await manage();
  await stage.told("settings safety", { mode: "off" });
  expect(await stage.told("settings review", { mode: "flagged" })).toMatch(
    /The safety check is off, though, so nothing is ever flagged/,
  );
});

test("a log channel that everyone can see is set with a warning", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({ name: "log" });
  const told = await stage.told("settings log", { channel });
  expect(told.replaceAll(channel.id, "1")).toMatchInlineSnapshot(`
    "Videos that wait for a moderator, reports and everything that moderators do come to <#1> from now on.
    ⚠️ **Everyone can see <#1>**: videos that wait for a moderator, their prompts and who asked. Hide it: Edit Channel → Permissions → switch **Private Channel** on, and give me access."
  `);
});

test("a log channel that only moderators can see is set without one", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({
    name: "log",
    overwrites: [
      { for: "everyone", deny: ["ViewChannel"] },
      { for: "bot", allow: ["ViewChannel"] },
    ],
  });
  const told = await stage.told("settings log", { channel });
  expect(told.replaceAll(channel.id, "1")).toMatchInlineSnapshot(
    `"Videos that wait for a moderator, reports and everything that moderators do come to <#1> from now on."`,
  );
});

test("a log channel in which the bot lacks something is refused, and what it lacks named", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({
    name: "log",
    overwrites: [{ for: "everyone", deny: ["ViewChannel", "SendMessages"] }],
  });
  const told = await stage.told("settings log", { channel });
  expect(told.replaceAll(channel.id, "1")).toMatchInlineSnapshot(
    `"I cannot post in <#1>: I am missing **View Channel** and **Send Messages** there. Allow me that in the channel (Edit Channel → Permissions), then set it again. Nothing was changed."`,
  );
});

test("each change is put on record and told in the log channel, also after a restart", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({ name: "log" });
  await stage.told("settings log", { channel });
  await restart(stage);
  await stage.told("settings safety", { mode: "full" });
  const entry = await channel.waitFor((messages) =>
    messages.find((message) => textOf(message).includes("safety check")),
  );
  expect(textOf(entry)).toMatch(
    /^The safety check of the server is now full; it was fast\.\n-# <@\d+> · <t:\d+:f>$/,
  );
});

test("what is set to what it was already leaves no trace", async () => {
  const stage = await manage();
  const channel = stage.guild.createChannel({ name: "log" });
  await stage.told("settings log", { channel });
  await stage.told("settings safety", { mode: "fast" });
  await stage.told("settings strikes", { threshold: 9 });
  await channel.waitFor((messages) =>
    messages.find((message) => textOf(message).includes("9 strikes")),
  );
  expect(channel.messages().map((message) => textOf(message).split("\n")[0])).toEqual([
    `The log channel is now <#${channel.id}>.`,
    "Members are blocked for a time after 9 strikes.",
  ]);
});
