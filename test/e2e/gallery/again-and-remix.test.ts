import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { cardWith, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { allArchived } from "../../support/left-records.ts";
import { png } from "../../support/png.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import { AT_ONCE, look } from "./looking.ts";

/** A stage with one finished video of another member. */
async function withVideo(given: Readonly<Record<string, unknown>> = {}) {
  const stage = await setStage(AT_ONCE);
  const maker = stage.guild.addMember({ name: "Maker" });
  const asked = await ask(stage, { prompt: "a boat", ...given }, { by: maker });
  await asked.over();
  await allArchived(stage);
  return { ...stage, maker, id: asked.id };
}

const bodies = ({ runware }: Stage): Record<string, unknown>[] =>
  runware.tasks.map(({ body }) => ({ ...body, taskUUID: "" }));

test("Again asks for the same with another seed, on a card of whoever pressed it", async () => {
  const stage = await withVideo({
    seed: 5,
    style: "comic",
    negative_prompt: "rain",
    first_frame: png(300, 400, [255, 0, 0]),
  });
  const use = await stage.member.press(await look(stage), "Again");
  const card = await cardWith(stage.member.in(stage.channel), use, "made in");
  expect(videosOf(card)).toHaveLength(1);
  expect(textOf(card)).toContain(`<@${stage.member.id}> asked for a video`);
  const [first, second] = bodies(stage);
  const { seed: _, ...others } = first ?? {};
  expect(second).toEqual(others);
});

test("Again and Remix work a month later, frames and all", async () => {
  const stage = await withVideo({ first_frame: png(300, 400, [255, 0, 0]) });
  await stage.stopBot();
  stage.discord.clock.advance(31 * 24 * 3_600_000);
  stage.clock.advance(31 * 24 * 3_600_000);
  await stage.startBot();
  const seat = stage.member.in(stage.channel);
  const page = await look(stage);
  await cardWith(seat, await stage.member.press(page, "Again"), "made in");
  const form = await (await stage.member.press(page, "Remix")).modal();
  const use = await stage.member.submit(form, { Prompt: "a boat on fire" });
  await cardWith(seat, use, "made in");
  const [first, second, third] = bodies(stage);
  expect(second?.["inputs"]).toEqual(first?.["inputs"]);
  expect(third).toMatchObject({
    positivePrompt: "a boat on fire",
    inputs: first?.["inputs"] as object,
  });
});

test("Remix opens a form with everything as it was, and asks for what was changed", async () => {
  const stage = await withVideo({
    style: "comic",
    duration: 8,
    audio: true,
    negative_prompt: "rain",
    seed: 5,
    last_frame: png(300, 400, [255, 0, 0]),
  });
  const form = await (await stage.member.press(await look(stage), "Remix")).modal();
  const use = await stage.member.submit(form, {
    Prompt: "a boat on fire",
    Style: ["clay"],
    Sound: ["without"],
  });
  const card = await cardWith(stage.member.in(stage.channel), use, "made in");
  expect(textOf(card)).toMatch(/a boat on fire\n.*360p · from last frame · 8 s · silent · Clay/);
  const [first, second] = bodies(stage);
  expect(second).toMatchObject({
    positivePrompt: "a boat on fire",
    negativePrompt: "rain",
    duration: 8,
    inputs: first?.["inputs"],
  });
  expect(second).not.toHaveProperty("seed");
});

test("a remix that cannot be made is refused with what would pass", async () => {
  const stage = await withVideo({ resolution: "1080p" });
  const form = await (await stage.member.press(await look(stage), "Remix")).modal();
  const use = await stage.member.submit(form, { Length: ["10"] });
  expect(await toldPrivately(stage.member.in(stage.channel), use)).toMatch(
    /10 seconds is not possible at 1080p/,
  );
  expect(stage.runware.tasks).toHaveLength(1);
});

test.each(["again", "remix"])("a forged %s shows nobody what they cannot see", async (action) => {
  const stage = await withVideo();
  const hidden = stage.guild.createChannel({
    name: "hidden",
    overwrites: [
      { for: "everyone", deny: ["ViewChannel"] },
      { for: stage.maker, allow: ["ViewChannel"] },
      { for: "bot", allow: ["ViewChannel"] },
    ],
  });
  const secret = await ask(stage, { prompt: "a secret" }, { by: stage.maker, in: hidden });
  await secret.over();
  const own = await ask(stage, { private: true }, { by: stage.maker });
  await own.over();
  await allArchived(stage);
  const page = await look(stage);
  const seat = stage.member.in(stage.channel);
  for (const id of [secret.id, own.id]) {
    const use = seat.forge.press(page, `${action}:${id}`);
    expect(await toldPrivately(seat, use)).toMatch(/You cannot look at this video/);
  }
  expect(stage.runware.tasks).toHaveLength(3);
});

test("a forged form shows nobody what they cannot see either", async () => {
  const stage = await withVideo({ private: true });
  const seat = stage.member.in(stage.channel);
  const use = seat.forge.submit(`remix-send:${stage.id}`, { prompt: "mine", negative: "" });
  expect(await toldPrivately(seat, use)).toMatch(/You cannot look at this video/);
});

test("another server's video is made again nowhere but there", async () => {
  const stage = await withVideo();
  const elsewhere = stage.discord.createGuild({ name: "Other Server" });
  const there = elsewhere.createChannel({ name: "general" });
  const stranger = elsewhere.addMember({ name: "Stranger" });
  const page = await look(stage, {}, { by: stranger, in: there });
  const seat = stranger.in(there);
  const use = seat.forge.press(page, `again:${stage.id}`);
  expect(await toldPrivately(seat, use)).toMatch(/belongs to another server/);
});

test("Use as frame goes on from the last picture of a video", async () => {
  const stage = await withVideo({ aspect: "1:1", resolution: "540p" });
  const form = await (await stage.member.press(await look(stage), "Use as frame")).modal();
  const use = await stage.member.submit(form, { Prompt: "the boat sinks" });
  const card = await cardWith(stage.member.in(stage.channel), use, "made in");
  expect(textOf(card)).toMatch(/the boat sinks\n.*from first frame/);
  const [, second] = bodies(stage);
  expect(second?.["inputs"]).toMatchObject({ frameImages: [{ frame: "first" }] });
  expect(second).not.toHaveProperty("width");
});

test("each video of a batch can be a frame, its first picture and its last", async () => {
  const stage = await withVideo({ results: 2 });
  const form = await (await stage.member.press(await look(stage), "Use as frame")).modal();
  const use = await stage.member.submit(form, {
    "How the new video uses this one": ["Video 2: end where it begins"],
  });
  const card = await cardWith(stage.member.in(stage.channel), use, "made in");
  expect(textOf(card)).toMatch(/from last frame/);
});

test("a video whose message is gone cannot be a frame any more", async () => {
  const stage = await withVideo();
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const page = await look(stage);
  const form = await (await stage.member.press(page, "Use as frame")).modal();
  const [card] = moderator.in(stage.channel).messages();
  if (card === undefined) throw new Error("there is no card");
  moderator.deleteMessage(card);
  stage.clock.advance(25 * 3_600_000);
  const use = await stage.member.submit(form, {});
  const seat = stage.member.in(stage.channel);
  expect(await toldPrivately(seat, use)).toMatch(/can no longer get at this video/);
});
