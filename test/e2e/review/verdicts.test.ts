import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, galleryOf, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { allArchived, spooledIds } from "../../support/left-records.ts";
import { readLiterally } from "../../support/read-markdown.ts";
import { reviewed } from "../../support/reviewing.ts";

test("a flagged result is held, shown to moderators behind a click, and posted once approved", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const held = await asked.shows(/held for a moderator/);
  expect(videosOf(held)).toEqual([]);
  const question = await stage.question(asked);
  expect(galleryOf(question).map(({ spoiler }) => spoiler)).toEqual([true]);
  expect(buttonsOf(question)).toEqual(["Approve", "Reject", "Block member"]);

  await stage.moderator.press(question, "Approve");
  const card = await asked.shows(/made in/);
  expect(videosOf(card)).toHaveLength(1);
  expect(galleryOf(card).map(({ spoiler }) => spoiler)).toEqual([false]);
  expect(textOf(card)).toMatch(
    new RegExp(`A moderator approved this video: <@${stage.moderator.id}> <t:\\d+:R>`),
  );
  const decided = await stage.logged(/✅ Approved by/);
  expect(textOf(decided)).toContain(`<@${stage.moderator.id}>`);
  expect(buttonsOf(decided)).toEqual([]);
});

test("a rejected result is gone everywhere, and card and log say by whom; it still costs", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  await stage.moderator.press(await stage.question(asked), "Reject");
  const card = await asked.shows(/A moderator decided against this video/);
  expect(textOf(card)).toContain(`<@${stage.moderator.id}>`);
  expect(textOf(card)).toContain("It cost $0.05.");
  expect(buttonsOf(card)).toEqual(["Details"]);
  const decided = await stage.logged(/🚫 Rejected by/);
  expect(buttonsOf(decided)).toEqual([]);
  expect(decided.attachments).toEqual([]);
  await expect.poll(() => spooledIds(stage)).toEqual([]);
});

test("the card says that the result is held, and not what was found in it", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const held = textOf(await asked.shows(/held for a moderator/));
  expect(held).not.toMatch(/safety|flag|found/i);
});

test("moderators read the prompt as it was written, who asked, and what it cost", async () => {
  const stage = await reviewed();
  const asked = await ask(stage, { prompt: "*bold* <@1> @everyone", negative_prompt: "_rain_" });
  const lines = textOf(await stage.question(asked)).split("\n");
  const quoted = lines.filter((line) => line.startsWith("> ")).map((line) => line.slice(2));
  expect(quoted.map((line) => readLiterally(line))).toEqual(["*bold* <@1> @everyone", "_rain_"]);
  expect(lines.join("\n")).toContain(`<@${stage.member.id}> asked for this video`);
  expect(lines.join("\n")).toContain("It cost $0.05.");
});

test("of two moderators the first decides, and the second is told", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await stage.moderator.press(question, "Reject");
  await stage.logged(/🚫 Rejected by/);
  await allArchived(stage);
  const late = stage.desk.forge.press(question, `approve:${asked.id}:0`);
  expect(await toldPrivately(stage.desk, late)).toBe(
    "That was decided already, or is no longer waiting. Nothing was changed.",
  );
  expect(videosOf(asked.card())).toEqual([]);
});

test("a rejected result is a strike, and both verdicts are on record", async () => {
  const stage = await reviewed({ settings: { strikeThreshold: 2 } });
  const seat = stage.moderator.in(stage.channel);
  const first = await ask(stage);
  await stage.moderator.press(await stage.question(first), "Reject");
  await first.shows(/decided against/);
  const second = await ask(stage);
  await stage.moderator.press(await stage.question(second), "Approve");
  await second.shows(/made in/);
  const strikes = await (await seat.slash("moderate strikes", { member: stage.member })).message();
  expect(textOf(strikes)).toMatch(/1 of 2/);
  const log = async () => textOf(await (await seat.slash("moderate log")).message());
  // Written beside the delivery, which may be done before.
  await expect.poll(log, { timeout: 15_000 }).toContain("✅ Approved what");
  expect(await log()).toContain("🚫 Rejected what");
});

test("a member is blocked from where their result is reviewed", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const use = await stage.moderator.press(await stage.question(asked), "Block member");
  const sent = await stage.moderator.submit(await use.modal(), {
    "For how long?": ["1 day"],
    "Why?": "enough",
  });
  expect(textOf(await sent.message())).toMatch(/cannot make videos .*until <t:\d+:f>/);
  const seat = stage.member.in(stage.channel);
  const refused = await seat.slash("video", { prompt: "a paper boat" });
  expect(await toldPrivately(seat, refused)).toMatch(/has blocked you/);
});

test("the requester may call it off while it waits, and the moderators see that", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  await stage.question(asked);
  const held = await asked.shows(/held for a moderator/);
  await stage.member.press(held, "Cancel");
  const card = await asked.shows(/Cancelled/);
  expect(textOf(card)).toContain("has been discarded");
  const decided = await stage.logged(/🛑 Cancelled by/);
  expect(decided.attachments).toEqual([]);
  expect(buttonsOf(decided)).toEqual([]);
});

test("no byte and no address of a held result reaches any channel but the log channel", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  await stage.question(asked);
  const { results } = await asked.task();
  const sent = stage.discord.wire.entries.filter(({ path }) => !path.includes(stage.logChannel.id));
  expect(sent.flatMap(({ files }) => files)).toEqual([]);
  expect(JSON.stringify(sent)).not.toContain(results[0]?.videoUUID);
});
