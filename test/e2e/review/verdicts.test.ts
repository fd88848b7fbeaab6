import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, galleryOf, textOf, videosOf } from "../../support/cards.ts";
import { asksFor, reviewed } from "../../support/reviewing.ts";

test("a flagged result is held, shown to moderators behind a click, and posted once approved", async () => {
  const stage = await reviewed();
  stage.runware.faults.task(() => true, { nsfw: [0] });
  const asked = await ask(stage, { prompt: "a paper boat" });
  const held = await asked.shows(/held for a moderator/);
  expect(videosOf(held)).toEqual([]);
  const question = await asksFor(stage, "a paper boat");
  console.log(stage.moderator.in(stage.logChannel).picture());
  console.log(stage.member.in(stage.channel).picture());
  expect(galleryOf(question).map(({ spoiler }) => spoiler)).toEqual([true]);
  expect(buttonsOf(question)).toEqual(["Approve", "Reject", "Block member"]);
  await stage.press(question, "Approve");
  const card = await asked.shows(/A moderator approved/);
  console.log(stage.member.in(stage.channel).picture());
  expect(videosOf(card)).toHaveLength(1);
  const decided = await stage.logged(/Approved by/);
  console.log(stage.moderator.in(stage.logChannel).picture());
  expect(buttonsOf(decided)).toEqual([]);
  expect(textOf(decided)).toContain(`<@${stage.moderator.id}>`);
});
