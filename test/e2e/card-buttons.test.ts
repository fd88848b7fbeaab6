import { expect, test } from "vitest";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { ask } from "../support/asking.ts";
import { buttonsOf, textOf, toldPrivately, videosOf } from "../support/cards.ts";
import { allArchived } from "../support/left-records.ts";
import { setStage, type Stage, type StageOptions } from "../support/stage.ts";

/** A stage with one finished video, whose record is in the archive. */
async function withVideo(options: StageOptions = {}, given: Record<string, unknown> = {}) {
  const stage = await setStage({ runware: { renderMs: () => 0 }, ...options });
  const asked = await ask(stage, { prompt: "a boat", ...given });
  await asked.over();
  await allArchived(stage);
  return { ...stage, asked };
}

/** Waits until the card counts so many favourites. */
const counts = (stage: Stage, { id }: WireMessage, favourites: number): Promise<WireMessage> =>
  stage.member
    .in(stage.channel)
    .waitFor((messages) =>
      messages.find((one) => one.id === id && buttonsOf(one).includes(String(favourites))),
    );

test("a finished result offers five things, and Details leads on from More where it can be shared", async () => {
  const stage = await withVideo();
  expect(buttonsOf(stage.asked.card())).toEqual(["Again", "Remix", "0", "Details", "More"]);
});

test("the count on the card follows each press, and nothing else on it changes", async () => {
  const stage = await withVideo();
  const { member, channel, asked } = stage;
  const seat = member.in(channel);
  const before = asked.card();
  expect(await toldPrivately(seat, await member.press(before, "0"))).toMatch(/1 member has/);
  const counted = await counts(stage, before, 1);
  expect(videosOf(counted)).toEqual(videosOf(before));
  expect(textOf(counted)).toBe(textOf(before));
  expect(counted.attachments.map(({ id }) => id)).toEqual(before.attachments.map(({ id }) => id));
  const other = stage.guild.addMember({ name: "Member Two" });
  await other.press(counted, "1");
  const twice = await counts(stage, before, 2);
  await member.press(twice, "2");
  await counts(stage, before, 1);
});
