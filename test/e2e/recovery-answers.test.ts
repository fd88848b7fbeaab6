import { expect, test } from "vitest";
import { follow } from "../support/asking.ts";
import { galleryOf } from "../support/cards.ts";
import { setStage } from "../support/stage.ts";

const LOOKING = { method: "GET", route: /(@|%40)original$/ };
/** Each look is four requests, and three looks belong to the answer itself. */
const FOUR_LOOKS = 16;

test("a card whose answer was lost goes on without a restart, once Discord says that it is there", async () => {
  const stage = await setStage({ runware: { manual: true } });
  const { discord, member, channel, runware } = stage;
  discord.faults.next({ match: { route: /\/callback$/ }, do: { hangUp: "after" } });
  const silence = discord.faults.next({
    match: LOOKING,
    times: FOUR_LOOKS,
    do: { status: 503 },
  });
  const prompt = "a paper boat that nobody confirms";
  const use = await member.in(channel).slash("video", { prompt });
  const asked = follow(stage, use, prompt);
  const { taskUUID } = await asked.rendering();
  await runware.finish(taskUUID);
  expect(galleryOf(await asked.over())).toHaveLength(1);
  expect(silence.hits).toBe(FOUR_LOOKS);
  expect(channel.messages()).toHaveLength(1);
});
