import { describe, expect, test } from "vitest";
import { cardWith, shownPrivately, videosOf } from "../support/cards.ts";
import { setStage, type Stage } from "../support/stage.ts";

const held = { runware: { manual: true } } as const;

/** Waits until the bot has answered this interaction once more, and was told that it had before. */
function answeredAgain({ discord }: Stage, interactionId: string): Promise<boolean> {
  return discord.waitFor(() =>
    discord.wire.entries.some(
      ({ path, code }) => path.includes(`/interactions/${interactionId}/`) && code === 40_060,
    ),
  );
}

describe("an event that Discord sends twice", () => {
  test("makes one generation of a typed /video, though the second comes at the same moment", async () => {
    const stage = await setStage(held);
    const { member, channel, discord, runware } = stage;
    const place = member.in(channel);
    discord.faults.pauseInteractions();
    const use = await place.slash("video", { prompt: "a paper boat" });
    discord.replay(use.interactionId);
    discord.replay(use.interactionId);
    discord.faults.resumeInteractions();
    await cardWith(place, use, "Rendering");
    await runware.finish(runware.tasks[0]?.taskUUID ?? "");
    expect(videosOf(await cardWith(place, use, "made in"))).toHaveLength(1);
    expect(runware.tasks).toHaveLength(1);
    expect(channel.messages()).toHaveLength(1);
  });

  test.each(["while it renders", "after its end", "after a restart of the bot"])(
    "makes nothing new of a /video %s",
    async (when) => {
      const stage = await setStage(held);
      const { member, channel, discord, runware } = stage;
      const place = member.in(channel);
      const use = await place.slash("video", { prompt: "a paper boat" });
      await cardWith(place, use, "Rendering");
      if (when === "after its end") {
        await runware.finish(runware.tasks[0]?.taskUUID ?? "");
        await cardWith(place, use, "made in");
      }
      if (when === "after a restart of the bot") {
        await stage.stopBot();
        await stage.startBot();
      }
      discord.replay(use.interactionId);
      // Another request after it has gone all the way: the replay has had its time.
      const next = await place.slash("video", { prompt: "a kite" });
      await cardWith(place, next, "Rendering");
      expect(runware.tasks.map(({ job }) => job.prompt)).toEqual(["a paper boat", "a kite"]);
      expect(channel.messages()).toHaveLength(2);
    },
  );

  test("cancels once, and the card keeps its end", async () => {
    const stage = await setStage(held);
    const { member, channel, discord, runware } = stage;
    const place = member.in(channel);
    const use = await place.slash("video", { prompt: "a paper boat" });
    const press = await member.press(await cardWith(place, use, "Rendering"), "Cancel");
    await cardWith(place, use, "will be discarded");
    discord.replay(press.interactionId);
    await answeredAgain(stage, press.interactionId);
    await runware.finish(runware.tasks[0]?.taskUUID ?? "");
    await cardWith(place, use, "has been discarded");
    expect(place.messages()).toHaveLength(1);
  });

  test("shows the details once", async () => {
    const stage = await setStage(held);
    const { member, channel, discord } = stage;
    const place = member.in(channel);
    const use = await place.slash("video", { prompt: "a paper boat" });
    const press = await member.press(await cardWith(place, use, "Rendering"), "Details");
    await shownPrivately(place, press);
    discord.replay(press.interactionId);
    await answeredAgain(stage, press.interactionId);
    expect(place.messages(), "the card and its details").toHaveLength(2);
  });

  test("tries again once", async () => {
    const stage = await setStage({ runware: { renderMs: () => 0 } });
    const { member, channel, discord, runware } = stage;
    const place = member.in(channel);
    runware.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } }, 1);
    const use = await place.slash("video", { prompt: "a paper boat" });
    const press = await member.press(await cardWith(place, use, "took too long"), "Try again");
    discord.replay(press.interactionId);
    await cardWith(place, press, "made in");
    discord.replay(press.interactionId);
    const next = await place.slash("video", { prompt: "a kite" });
    await cardWith(place, next, "made in");
    expect(runware.tasks).toHaveLength(3);
    expect(channel.messages()).toHaveLength(3);
  });

  test("refuses once", async () => {
    const stage = await setStage(held);
    const { member, channel, discord } = stage;
    const place = member.in(channel);
    const use = await place.slash("video", { prompt: "   " });
    await shownPrivately(place, use);
    discord.replay(use.interactionId);
    await answeredAgain(stage, use.interactionId);
    expect(place.messages()).toHaveLength(1);
  });
});
