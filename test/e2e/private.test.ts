import { MessageFlags } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { cardWith, shownPrivately, videosOf } from "../support/cards.ts";
import { setStage } from "../support/stage.ts";

test("a private card is seen by its owner alone, from the first moment to the video", async () => {
  const { member, channel, guild, runware } = await setStage({ runware: { manual: true } });
  const moderator = guild.addMember({ permissions: ["ManageMessages"] });
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: "a paper boat", private: true });
  const first = await use.message();
  expect((first.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0);
  await cardWith(place, use, "Rendering");
  await runware.finish(runware.tasks[0]?.taskUUID ?? "");
  const done = await cardWith(place, use, "made in");
  expect(videosOf(done)).toHaveLength(1);
  expect([...moderator.in(channel).messages(), ...channel.messages()]).toEqual([]);
});

test("a private card can be cancelled and looked into by its owner", async () => {
  const { member, channel, runware } = await setStage({ runware: { manual: true } });
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: "a paper boat", private: true });
  const card = await cardWith(place, use, "Rendering");
  await shownPrivately(place, await member.press(card, "Details"));
  await member.press(card, "Cancel");
  await cardWith(place, use, "will be discarded");
  await runware.finish(runware.tasks[0]?.taskUUID ?? "");
  expect(videosOf(await cardWith(place, use, "has been discarded"))).toEqual([]);
  expect(channel.messages()).toEqual([]);
});

test("a private card finishes after a restart of the bot", async () => {
  const { member, channel, runware, stopBot, startBot } = await setStage({
    runware: { manual: true },
  });
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: "a paper boat", private: true });
  await cardWith(place, use, "Rendering");
  await stopBot();
  await runware.finish(runware.tasks[0]?.taskUUID ?? "");
  await startBot();
  expect(videosOf(await cardWith(place, use, "made in"))).toHaveLength(1);
  expect(channel.messages()).toEqual([]);
});

test("a card that is not private is seen by everybody in the channel", async () => {
  const { member, channel, guild } = await setStage({ runware: { manual: true } });
  const other = guild.addMember();
  const use = await member.in(channel).slash("video", { prompt: "a paper boat", private: false });
  const card = await cardWith(other.in(channel), use, "a paper boat");
  expect((card.flags ?? 0) & MessageFlags.Ephemeral).toBe(0);
});
