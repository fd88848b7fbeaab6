import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { galleryOf, textOf } from "../../support/cards.ts";
import { allArchived } from "../../support/left-records.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import { AT_ONCE, look, press, promptsOn } from "./looking.ts";

const HOUR_MS = 3_600_000;
const MESSAGE = "/channels/:id/messages/:id";

/** How many messages the bot looked at. */
const lookedAt = ({ discord }: Stage): number => discord.wire.find("GET", MESSAGE).length;

test("addresses are asked for once, and again when they have ended: then the videos play again", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage)).over();
  await (await ask(stage)).over();
  await allArchived(stage);
  const first = galleryOf(await look(stage)).map(({ media }) => media.url);
  expect(lookedAt(stage)).toBe(2);
  expect(galleryOf(await look(stage)).map(({ media }) => media.url)).toEqual(first);
  expect(lookedAt(stage)).toBe(2);

  stage.discord.clock.advance(25 * HOUR_MS);
  stage.clock.advance(25 * HOUR_MS);
  for (const url of first) expect((await fetch(url)).status).not.toBe(200);
  const second = galleryOf(await look(stage)).map(({ media }) => media.url);
  expect(lookedAt(stage)).toBe(4);
  for (const url of second) expect((await fetch(url)).status).toBe(200);
});

test("a message deleted by hand is said to be gone, and then leaves the gallery", async () => {
  const stage = await setStage(AT_ONCE);
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const asked = await ask(stage, { prompt: "a boat" });
  await asked.over();
  await (await ask(stage, { prompt: "a kite" })).over();
  await allArchived(stage);
  moderator.deleteMessage(asked.card());
  const page = await look(stage);
  expect(textOf(page)).toMatch(/a boat\n.*\n.*was deleted, so it leaves the gallery/);
  expect(promptsOn(await look(stage))).toEqual(["a kite"]);
});

test("a video deleted through the bot leaves the gallery at once", async () => {
  const stage = await setStage(AT_ONCE);
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const asked = await ask(stage, { prompt: "a boat" });
  await asked.over();
  await allArchived(stage);
  expect(promptsOn(await look(stage))).toEqual(["a boat"]);
  const question = await (await moderator.messageCommand(asked.card(), "Delete video")).message();
  await (await moderator.press(question, "Delete for good")).response();
  await expect.poll(async () => promptsOn(await look(stage))).toEqual([]);
});

test("where Discord does not show a message, the page says so and has the others", async () => {
  const stage = await setStage(AT_ONCE);
  await (await ask(stage, { prompt: "a boat" })).over();
  await (await ask(stage, { prompt: "a kite" })).over();
  await allArchived(stage);
  // The kite is asked for first, and once more when that fails.
  stage.discord.faults.next({ match: { route: MESSAGE }, times: 2, do: { status: 503 } });
  const page = await look(stage);
  expect(textOf(page)).toMatch(/a kite\n.*\n.*did not answer me just now/);
  expect(galleryOf(page)).toHaveLength(1);
  expect(galleryOf(await look(stage))).toHaveLength(2);
});

test("a page whose videos take long to find is promised first", async () => {
  const stage = await setStage({ ...AT_ONCE, clockSpeed: 1 });
  await (await ask(stage, { prompt: "a boat" })).over();
  await allArchived(stage);
  stage.discord.faults.next({ match: { route: MESSAGE }, do: { delayMs: 2000 } });
  expect(galleryOf(await look(stage))).toHaveLength(1);
});

test("a spoiler is one in the gallery as well", async () => {
  const stage = await setStage(AT_ONCE);
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const asked = await ask(stage, { prompt: "a boat" });
  await asked.over();
  await allArchived(stage);
  await (await moderator.messageCommand(asked.card(), "Spoiler video")).message();
  expect(galleryOf(await look(stage)).map(({ spoiler }) => spoiler)).toEqual([true]);
});

test("a gallery that was opened long ago still turns its pages", async () => {
  const stage = await setStage(AT_ONCE);
  for (let number = 1; number <= 5; number += 1) {
    await (await ask(stage, { prompt: `boat ${number}` })).over();
  }
  await allArchived(stage);
  const page = await look(stage);
  stage.clock.advance(40 * 60_000);
  expect(promptsOn(await press(stage, page, "Next", /page 2 of 2/))).toEqual(["boat 1"]);
});
