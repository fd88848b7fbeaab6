import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, galleryOf, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { reviewed } from "../../support/reviewing.ts";

test("clean siblings are posted meanwhile, and the approved one joins them in its place", async () => {
  const stage = await reviewed({ flagged: [1] });
  const asked = await ask(stage, { prompt: "a paper boat", results: 3 });
  const meanwhile = await asked.shows(/1 of 3 videos is held for a moderator/);
  expect(names(meanwhile)).toEqual(["a-paper-boat-1.mp4", "a-paper-boat-3.mp4"]);
  const question = await stage.question(asked);
  expect(names(question)).toEqual(["a-paper-boat-2.mp4"]);
  expect(buttonsOf(question)).toEqual(["Approve video 2", "Reject video 2", "Block member"]);
  expect(textOf(question)).toContain("The safety check found something in video 2.");

  await stage.moderator.press(question, "Approve video 2");
  const card = await asked.shows(/A moderator approved video 2/);
  expect(names(card)).toEqual(["a-paper-boat-1.mp4", "a-paper-boat-2.mp4", "a-paper-boat-3.mp4"]);
  expect(textOf(card)).toContain("$0.15");
});

test("a rejected sibling is named on the card, and the others are not uploaded again", async () => {
  const stage = await reviewed({ flagged: [0] });
  const asked = await ask(stage, { results: 3 });
  await asked.shows(/1 of 3 videos is held/);
  const question = await stage.question(asked);
  const before = uploads(stage);
  await stage.moderator.press(question, "Reject video 1");
  const card = await asked.shows(/A moderator decided against video 1/);
  expect(videosOf(card)).toHaveLength(2);
  expect(card.attachments).toHaveLength(2);
  expect(uploads(stage)).toBe(before);
});

test("each video of a batch has a verdict of its own", async () => {
  const stage = await reviewed({ flagged: [0, 1] });
  const asked = await ask(stage, { prompt: "a paper boat", results: 2 });
  const question = await stage.question(asked);
  expect(buttonsOf(question)).toEqual([
    "Approve video 1",
    "Reject video 1",
    "Approve video 2",
    "Reject video 2",
    "Approve all 2",
    "Reject all 2",
    "Block member",
  ]);
  await stage.moderator.press(question, "Reject video 1");
  await asked.shows(/1 of 2 videos is held(.|\n)*decided against video 1/);
  const left = await stage.logged(/🚫 Rejected video 1/);
  expect(names(left)).toEqual(["a-paper-boat-2.mp4"]);
  await stage.moderator.press(left, "Approve video 2");
  const card = await asked.shows(/approved video 2/);
  expect(names(card)).toEqual(["a-paper-boat-2.mp4"]);
  const decided = await stage.logged(/✅ Approved video 2/);
  expect(textOf(decided)).toContain("🚫 Rejected video 1");
  expect(buttonsOf(decided)).toEqual([]);
});

test("what its member cancelled while a sibling was uploaded cannot be approved any more", async () => {
  const stage = await reviewed({ flagged: [0, 1] });
  const asked = await ask(stage, { results: 2 });
  const question = await stage.question(asked);
  const held = await asked.shows(/held for a moderator/);
  const upload = stage.discord.faults.next({
    match: { method: "PATCH", upload: true },
    do: { delayMs: 1500, when: "before" },
  });
  await stage.moderator.press(question, "Approve video 1");
  await upload.met;
  await (await stage.member.press(held, "Cancel")).response();
  const late = stage.desk.forge.press(question, `approve:${asked.id}:1`);
  expect(await toldPrivately(stage.desk, late)).toMatch(/no longer waiting/);
  const card = await asked.shows(/discarded: the request was cancelled/);
  expect(videosOf(card)).toHaveLength(1);
});

test("all that wait can be decided at once", async () => {
  const stage = await reviewed({ flagged: [0, 1, 2] });
  const asked = await ask(stage, { results: 3 });
  await stage.moderator.press(await stage.question(asked), "Approve all 3");
  const card = await asked.shows(/approved video 3/);
  expect(videosOf(card)).toHaveLength(3);
});

test("with all rejected there is nothing to show, and the card says so", async () => {
  const stage = await reviewed({ flagged: [0, 1] });
  const asked = await ask(stage, { results: 2 });
  await stage.moderator.press(await stage.question(asked), "Reject all 2");
  const card = await asked.shows(/decided against video 2/);
  expect(textOf(card)).toContain("It cost $0.10.");
  expect(galleryOf(card)).toEqual([]);
});

test("the requester may call off what waits, and keeps what is posted", async () => {
  const stage = await reviewed({ flagged: [1] });
  const asked = await ask(stage, { prompt: "a paper boat", results: 2 });
  await stage.question(asked);
  await stage.member.press(await asked.shows(/1 of 2 videos is held/), "Cancel the rest");
  const card = await asked.shows(/1 of 2 videos is discarded: the request was cancelled/);
  expect(names(card)).toEqual(["a-paper-boat-1.mp4"]);
  expect(buttonsOf(card)).toEqual(["Again", "Remix", "0", "Details", "More"]);
  await stage.logged(/🛑 Cancelled by/);
});

const names = (message: Parameters<typeof videosOf>[0]): string[] =>
  videosOf(message).map(({ name }) => name);

const uploads = ({ discord }: Awaited<ReturnType<typeof reviewed>>): number =>
  discord.wire.entries.filter(({ files }) => files.length > 0).length;
