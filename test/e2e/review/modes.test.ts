import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, textOf, videosOf } from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { reviewed } from "../../support/reviewing.ts";

test("with the mode none nobody is asked, and flagged results are withheld", async () => {
  const stage = await reviewed({
    settings: { review: { mode: "none", first: 3 } },
    flagged: [1],
  });
  const card = await (await ask(stage, { results: 2 })).over();
  expect(videosOf(card)).toHaveLength(1);
  expect(textOf(card)).toContain("Video 2 is not shown: the safety check found something in it.");
  expect(stage.logChannel.messages()).toEqual([]);
});

test("with the mode all every result waits, and moderators read that nothing was found", async () => {
  const stage = await reviewed({ settings: { review: { mode: "all", first: 3 } }, flagged: [] });
  const asked = await ask(stage);
  const question = await stage.question(asked);
  expect(textOf(question)).toContain("The safety check found nothing.");
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

test("with the mode first-timers a member's first results wait, and later ones do not", async () => {
  const stage = await reviewed({
    settings: { review: { mode: "first-timers", first: 3 } },
    flagged: [],
  });
  const first = await ask(stage, { results: 2 });
  const both = await stage.question(first);
  expect(buttonsOf(both)).toContain("Approve all 2");
  await stage.moderator.press(both, "Reject all 2");
  await first.shows(/decided against/);
  const second = await ask(stage, { results: 2 });
  await second.shows(/1 of 2 videos is held/);
  expect(buttonsOf(await stage.question(second))).toContain("Approve video 1");
  const third = await ask(stage, { results: 2 });
  expect(videosOf(await third.over())).toHaveLength(2);
});

test("with the mode first-timers another member's results do not count", async () => {
  const stage = await reviewed({
    settings: { review: { mode: "first-timers", first: 1 } },
    flagged: [],
  });
  await stage.question(await ask(stage));
  const other = stage.guild.addMember({ name: "Member Two" });
  const question = await stage.question(await ask(stage, {}, { by: other }));
  expect(textOf(question)).toContain(`<@${other.id}> asked for this video`);
});

test("with unreadable settings every result waits", async () => {
  const stage = await reviewed({ runware: { manual: true }, flagged: [] });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await stage.stopBot();
  await runSql(
    stage,
    'UPDATE keyv SET value = \'{"version":1,"record":7}\' WHERE key = ?',
    `settings:${stage.guild.id}`,
  );
  await stage.startBot();
  await stage.runware.finish(taskUUID);
  const card = await asked.shows(/held for a moderator/);
  expect(videosOf(card)).toEqual([]);
});

test("a private result is reviewed too, and both sides read that", async () => {
  const stage = await reviewed();
  const asked = await ask(stage, { private: true });
  expect(textOf(await asked.shows(/held for a moderator/))).toContain(
    "Private videos are hidden from members, not from moderators who review them.",
  );
  const question = await stage.question(asked);
  expect(textOf(question)).toContain("A private request: other members do not see it");
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
  expect(stage.channel.messages()).toEqual([]);
});

test("a private result that is approved after its card is out of reach comes directly", async () => {
  const stage = await reviewed();
  const asked = await ask(stage, { private: true });
  const question = await stage.question(asked);
  await asked.shows(/held for a moderator/);
  stage.clock.advance(20 * 60_000);
  stage.discord.clock.advance(20 * 60_000);
  await stage.moderator.press(question, "Approve");
  const direct = await stage.member.dms.waitFor((messages) =>
    messages.find((message) => videosOf(message).length > 0),
  );
  expect(textOf(direct)).toContain("could be reached for 15 minutes only");
});
