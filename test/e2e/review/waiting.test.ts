import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, galleryOf, textOf, videosOf } from "../../support/cards.ts";
import { runSql, spooledIds } from "../../support/left-records.ts";
import { reviewed, type Reviewed } from "../../support/reviewing.ts";

const DAY_MS = 24 * 60 * 60_000;

test("what waits survives a restart, months later, with Runware's link long dead", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await asked.shows(/held for a moderator/);
  await stage.stopBot();
  stage.clock.advance(90 * DAY_MS);
  stage.discord.clock.advance(90 * DAY_MS);
  stage.runware.faults.file({ times: 1000, do: { status: 404 } });
  await stage.startBot();
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
  expect(stage.logChannel.messages()).toHaveLength(1);
});

test("months of waiting without a restart change nothing either", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await asked.shows(/held for a moderator/);
  for (let month = 0; month < 3; month += 1) {
    stage.clock.advance(30 * DAY_MS);
    stage.discord.clock.advance(30 * DAY_MS);
  }
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

test("a card that is too old to be changed makes way for a new message with the approved video", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await parked(stage);
  stage.clock.advance(2 * 60 * 60_000);
  stage.discord.clock.advance(2 * 60 * 60_000);
  stage.discord.faults.next({
    match: { method: "PATCH", route: "/channels/:id/messages/:id" },
    times: 100,
    do: { rateLimit: { retryAfterMs: 3_600_000 } },
  });
  await stage.moderator.press(question, "Approve");
  const anew = await stage.member
    .in(stage.channel)
    .waitFor((messages) => messages.find((message) => videosOf(message).length > 0));
  expect(anew.id).not.toBe(asked.card().id);
  expect(textOf(anew)).toContain("is too old to be changed");
  await stage.logged(/✅ Approved/);
});

test("a dead token does not wait with its record", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  await parked(stage);
  const { token } = asked.use.interaction;
  expect(await storedRecords(stage)).toContain(token);
  stage.clock.advance(31 * 60_000);
  await expect.poll(() => storedRecords(stage), { timeout: 10_000 }).not.toContain(token);
});

test("without a log channel it is kept for 7 days, and the card says so", async () => {
  const stage = await reviewed({ withLog: false });
  const asked = await ask(stage);
  expect(textOf(await asked.shows(/No moderator could be asked/))).toContain(
    "It is kept for 7 days",
  );
  await parked(stage);
  expect(await spooledIds(stage)).toEqual([asked.id]);
  stage.clock.advance(6 * DAY_MS);
  expect(await spooledIds(stage)).toEqual([asked.id]);
  stage.clock.advance(1.1 * DAY_MS);
  const card = await asked.shows(/so it was removed/);
  expect(textOf(card)).toContain("It cost $0.05.");
  expect(buttonsOf(card)).toEqual(["Details"]);
  await expect.poll(() => spooledIds(stage)).toEqual([]);
});

test("the 7 days go on while the bot is off", async () => {
  const stage = await reviewed({ withLog: false });
  const asked = await ask(stage);
  await asked.shows(/No moderator could be asked/);
  await parked(stage);
  await stage.stopBot();
  stage.clock.advance(8 * DAY_MS);
  await stage.startBot();
  stage.clock.advance(15 * 60_000);
  expect(galleryOf(await asked.shows(/so it was removed/))).toEqual([]);
});

test("what nobody was asked about comes up when a log channel is chosen, and no longer runs out", async () => {
  const stage = await reviewed({ withLog: false });
  const asked = await ask(stage);
  await asked.shows(/No moderator could be asked/);
  await parked(stage);
  expect(await stage.setLogChannel(stage.logChannel)).toContain(
    "What waits for a moderator already comes up there now.",
  );
  const question = await stage.question(asked);
  await asked.shows(/nothing for you to do\.$/);
  stage.clock.advance(30 * DAY_MS);
  stage.discord.clock.advance(30 * DAY_MS);
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

test("a log channel chosen just when it turned out that there is none brings it up as well", async () => {
  const stage = await reviewed({ withLog: false });
  const asked = await ask(stage);
  // The card says so before the record is put where what waits is looked for.
  await asked.shows(/held for a moderator/);
  await stage.setLogChannel(stage.logChannel);
  const question = await stage.question(asked);
  await parked(stage);
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

test("clean siblings stay when the rest runs out", async () => {
  const stage = await reviewed({ withLog: false });
  const asked = await ask(stage, { results: 2 });
  await asked.shows(/1 of 2 videos is held(.|\n)*kept for 7 days/);
  await parked(stage);
  stage.clock.advance(7.1 * DAY_MS);
  const card = await asked.shows(/No moderator decided about video 1 within 7 days/);
  expect(videosOf(card)).toHaveLength(1);
});

test("with another log channel the question moves there", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  await stage.question(asked);
  await parked(stage);
  const other = stage.guild.createChannel({ name: "other-log" });
  await stage.setLogChannel(other);
  const place = stage.moderator.in(other);
  const question = await place.waitFor((messages) =>
    messages.find((message) => buttonsOf(message).includes("Approve")),
  );
  expect(galleryOf(question).map(({ spoiler }) => spoiler)).toEqual([true]);
  expect(stage.logChannel.messages().filter(({ components }) => components?.length)).toEqual([]);
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

test.each<[string, (stage: Reviewed) => void]>([
  ["deleted", ({ logChannel }) => logChannel.delete()],
  [
    "closed to the bot",
    ({ logChannel }) => logChannel.setOverwrites([{ for: "bot", deny: ["ViewChannel"] }]),
  ],
])("a log channel that is %s is treated like none, until one is chosen", async (_, close) => {
  const stage = await reviewed();
  close(stage);
  const asked = await ask(stage);
  await asked.shows(/No moderator could be asked/);
  await parked(stage);
  const other = stage.guild.createChannel({ name: "other-log" });
  await stage.setLogChannel(other);
  const question = await stage.moderator
    .in(other)
    .waitFor((messages) => messages.find((message) => buttonsOf(message).includes("Approve")));
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

test("a question that somebody deleted is asked again within a day", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await parked(stage);
  stage.moderator.deleteMessage(question);
  stage.clock.advance(DAY_MS);
  const again = await stage.question(asked);
  await stage.moderator.press(again, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

test("with its log channel deleted meanwhile, the 7 days begin when that is noticed", async () => {
  const stage = await reviewed();
  const asked = await ask(stage);
  await stage.question(asked);
  await parked(stage);
  stage.clock.advance(20 * DAY_MS);
  stage.logChannel.delete();
  stage.clock.advance(1.1 * DAY_MS);
  await asked.shows(/No moderator could be asked/);
  await parked(stage);
  stage.clock.advance(6 * DAY_MS);
  expect(await spooledIds(stage)).toEqual([asked.id]);
  stage.clock.advance(1.1 * DAY_MS);
  await asked.shows(/so it was removed/);
});

test("while Discord takes no post the moderators are asked again and again, and once", async () => {
  const stage = await reviewed();
  const route = "/channels/:id/messages";
  stage.discord.faults.next({ match: { method: "POST", route }, times: 3, do: { status: 503 } });
  stage.discord.faults.next({ match: { method: "POST", route }, do: { hangUp: "after" } });
  const asked = await ask(stage);
  await asked.shows(/held for a moderator/);
  for (let minute = 0; minute < 5; minute += 1) stage.clock.advance(60_000);
  const question = await stage.question(asked);
  await parked(stage);
  expect(stage.logChannel.messages()).toHaveLength(1);
  await stage.moderator.press(question, "Approve");
  expect(videosOf(await asked.shows(/made in/))).toHaveLength(1);
});

/** Waits until the record waits in the collection of its own. */
async function parked(stage: Reviewed): Promise<void> {
  const keys = (prefix: string) =>
    runSql(stage, "SELECT key FROM keyv WHERE key LIKE ?", `${prefix}:%`);
  await expect.poll(() => keys("reviewing"), { timeout: 10_000 }).toHaveLength(1);
  await expect.poll(() => keys("unfinished"), { timeout: 10_000 }).toEqual([]);
}

async function storedRecords(stage: Reviewed): Promise<string> {
  return JSON.stringify(await runSql(stage, "SELECT value FROM keyv"));
}
