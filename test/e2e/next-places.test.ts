import { expect, test } from "vitest";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { ask, type Asked } from "../support/asking.ts";
import { textOf, videosOf } from "../support/cards.ts";
import { setStage, type Stage } from "../support/stage.ts";

const ORIGINAL = /(@|%40)original$/;
const QUARTER_HOUR_MS = 16 * 60_000;

/** Both clocks together: a token is dead for Discord, and the bot may know it. */
function pass(stage: Stage, ms: number): void {
  stage.discord.clock.advance(ms);
  stage.clock.advance(ms);
}

const finish = async (stage: Stage, asked: Asked): Promise<void> => {
  const { taskUUID } = await asked.rendering();
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
};

const withVideo = (messages: WireMessage[]) =>
  messages.find((message) => videosOf(message).length > 0);

/** The direct message with the video. */
const direct = (member: Actor, stage: Stage): Promise<WireMessage> =>
  stage.discord.waitFor(() => withVideo(member.directMessages));

test("a card whose interaction token died goes on through the channel, and the token leaves the record", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  pass(stage, QUARTER_HOUR_MS);
  await finish(stage, asked);
  const card = await asked.over();
  expect(videosOf(card)).toHaveLength(1);
  expect(stage.channel.messages()).toHaveLength(1);
  expect(stage.member.directMessages).toHaveLength(0);
});

test("a private card past its fifteen minutes ends in a direct message", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage, { private: true });
  await asked.rendering();
  pass(stage, QUARTER_HOUR_MS);
  await finish(stage, asked);
  const message = await direct(stage.member, stage);
  expect(textOf(message)).toMatch(/private card .* could be reached for 15 minutes only/);
  expect(stage.channel.messages()).toHaveLength(0);
});

test("a press on a private card keeps it within reach for fifteen minutes more", async () => {
  const stage = await setStage({ runware: { manual: true }, env: { DEADLINE_MINUTES: "60" } });
  const asked = await ask(stage, { private: true });
  await asked.rendering();
  pass(stage, 12 * 60_000);
  const press = await stage.member.press(asked.card(), "Details");
  await press.response();
  await stage.discord.waitFor(() =>
    stage.member
      .visibleMessages(stage.channel)
      .some((message) => textOf(message).includes("**Generation**")),
  );
  pass(stage, 10 * 60_000);
  await finish(stage, asked);
  expect(videosOf(await asked.over())).toHaveLength(1);
  expect(stage.member.directMessages).toHaveLength(0);
});

test("where a private card is out of reach and direct messages are closed, the video waits in the inbox of its owner alone", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const stranger = stage.guild.addMember({ name: "Member Two" });
  stage.member.setDmsOpen(false);
  const asked = await ask(stage, { private: true });
  await asked.rendering();
  pass(stage, QUARTER_HOUR_MS);
  await finish(stage, asked);
  await stage.log.waitFor("the videos go to the next place", (line) => line.to === "inbox");

  // A restart sweeps the spool: the files of an inbox stay.
  await stage.stopBot();
  await stage.startBot();

  const strangers = await stranger.in(stage.channel).slash("inbox");
  await stranger
    .in(stage.channel)
    .waitFor((messages) =>
      messages.some((message) => textOf(message).includes("Nothing waits for you")),
    );
  expect((await strangers.response()).kind).toBe("message");

  const next = await ask(stage);
  await stage.member
    .in(stage.channel)
    .waitFor((messages) =>
      messages.some((message) => message.content.includes("A finished video waits for you")),
    );
  await finish(stage, next);

  await stage.member.in(stage.channel).slash("inbox");
  const shown = await stage.member
    .in(stage.channel)
    .waitFor((messages) =>
      messages.find(
        (message) =>
          textOf(message).includes("waited in your inbox") && videosOf(message).length === 1,
      ),
    );
  await stage.member.press(shown, "Remove from inbox");
  await stage.member
    .in(stage.channel)
    .waitFor((messages) =>
      messages.some((message) => textOf(message).includes("Nothing waits for you")),
    );
});

test("after a moderator deleted the card nothing comes to that channel again; the video comes directly", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const asked = await ask(stage);
  await asked.rendering();
  moderator.deleteMessage(asked.card());
  await stage.runware.finish((await asked.task()).taskUUID);
  stage.clock.advance(60_000);
  const message = await direct(stage.member, stage);
  expect(textOf(message)).toContain("was deleted");
  expect(stage.channel.messages()).toHaveLength(0);
});

test("when the channel is gone the video comes directly", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  stage.channel.delete();
  pass(stage, QUARTER_HOUR_MS);
  await stage.runware.finish((await asked.task()).taskUUID);
  stage.clock.advance(60_000);
  expect(videosOf(await direct(stage.member, stage))).toHaveLength(1);
});

test("when the bot may no longer post in the channel the video comes directly", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  stage.guild.setBotPermissions([]);
  pass(stage, QUARTER_HOUR_MS);
  await stage.runware.finish((await asked.task()).taskUUID);
  stage.clock.advance(60_000);
  expect(videosOf(await direct(stage.member, stage))).toHaveLength(1);
});

test("in an archived thread the video comes as a new message, in a locked one directly", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const archived = stage.channel.createThread({ name: "archived" });
  const locked = stage.channel.createThread({ name: "locked" });
  const [first, second] = [
    await ask(stage, {}, { in: archived }),
    await ask(stage, {}, { in: locked }),
  ];
  await Promise.all([first.rendering(), second.rendering()]);
  archived.setThread({ archived: true });
  locked.setThread({ archived: true, locked: true });
  pass(stage, QUARTER_HOUR_MS);
  await stage.runware.finish((await first.task()).taskUUID);
  await stage.runware.finish((await second.task()).taskUUID);
  stage.clock.advance(60_000);
  const anew = await archived.waitFor(withVideo);
  expect(textOf(anew)).toContain("so this comes anew");
  expect(textOf(await direct(stage.member, stage))).toContain("comes anew");
  expect(locked.messages()).toHaveLength(1);
});

test("a card too old to be edited again is followed by one new message", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  await asked.rendering();
  pass(stage, QUARTER_HOUR_MS);
  stage.discord.faults.next({
    match: { method: "PATCH", route: "/channels/:id/messages/:id" },
    times: 100,
    do: { rateLimit: { retryAfterMs: 3_600_000 } },
  });
  await stage.runware.finish((await asked.task()).taskUUID);
  stage.clock.advance(60_000);
  const anew = await stage.channel.waitFor(withVideo);
  expect(textOf(anew)).toContain("is too old to be changed");
  expect(stage.channel.messages()).toHaveLength(2);
});

test("a new message whose answer was lost is not posted a second time, not even after a restart much later", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage, { private: true });
  await asked.rendering();
  pass(stage, QUARTER_HOUR_MS);
  const cut = stage.discord.faults.next({
    match: { method: "POST", route: "/channels/:id/messages" },
    do: { hangUp: "after" },
  });
  await stage.runware.finish((await asked.task()).taskUUID);
  stage.clock.advance(60_000);
  await cut.met;
  await stage.stopBot();
  pass(stage, 10 * 60_000);
  await stage.startBot();
  await stage.log.waitFor("a generation ended", ({ generationId }) => generationId === asked.id);
  expect(stage.member.directMessages).toHaveLength(1);
});

test("a progress edit that Discord is slow to take never lands after the video", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  const late = stage.discord.faults.next({
    match: { method: "PATCH", route: ORIGINAL },
    do: { delayMs: 700 },
  });
  stage.clock.advance(20_000);
  await late.met;
  await stage.runware.finish(taskUUID);
  stage.clock.advance(60_000);
  const card = await asked.over();
  expect(videosOf(card)).toHaveLength(1);
  await stage.log.waitFor("a generation ended");
  const edits = stage.discord.wire.find("PATCH", ORIGINAL);
  expect(edits.at(-1)?.files).toHaveLength(1);
});

test("an upload that was cut half-way is repeated from disk: the file is fetched from Runware once", async () => {
  const stage = await setStage({ runware: { manual: true } });
  let downloads = 0;
  stage.runware.faults.file({
    match: () => {
      downloads += 1;
      return false;
    },
    do: { hang: true },
  });
  const asked = await ask(stage);
  await asked.rendering();
  stage.discord.faults.next({
    match: { method: "PATCH", route: ORIGINAL },
    times: 2,
    do: { hangUp: "during", afterBytes: 500 },
  });
  await finish(stage, asked);
  expect(videosOf(await asked.over())).toHaveLength(1);
  expect(downloads).toBe(1);
});
