import { describe, expect, test } from "vitest";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { MessageFlags } from "discord-api-types/v10";
import { buttonsOf, cardWith, textOf, toldPrivately, videosOf } from "../support/cards.ts";
import { png } from "../support/png.ts";
import { setStage, type Stage } from "../support/stage.ts";

/** A card whose first try failed; whatever is tried from then on works. */
async function failedCard(
  stage: Stage,
  options: Record<string, unknown> = {},
): Promise<WireMessage> {
  const { runware, member, channel } = stage;
  runware.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } }, 1);
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: "a paper boat", ...options });
  return cardWith(place, use, "took too long");
}

const quick = { runware: { renderMs: () => 0 } } as const;

describe("Try again", () => {
  test("asks for the same video once more, on a card of its own", async () => {
    const stage = await setStage(quick);
    const { member, channel, runware } = stage;
    const failed = await failedCard(stage, { seed: 5, style: "comic", negative_prompt: "rain" });
    const press = await member.press(failed, "Try again");
    const again = await cardWith(member.in(channel), press, "made in");
    expect(again.id).not.toBe(failed.id);
    expect(videosOf(again)).toHaveLength(1);

    const [first, second] = runware.tasks.map(({ body }) => ({ ...body, taskUUID: "" }));
    expect(second).toEqual(first);
    expect(runware.tasks[0]?.taskUUID).not.toBe(runware.tasks[1]?.taskUUID);
    expect(runware.charges.size, "only the second was charged").toBe(1);
  });

  test("keeps both frames, also when Discord no longer serves them", async () => {
    const stage = await setStage(quick);
    const { member, channel, runware, discord } = stage;
    const failed = await failedCard(stage, {
      first_frame: png(300, 400, [255, 0, 0]),
      last_frame: png(300, 400, [0, 0, 255]),
    });
    discord.faults.next({
      match: { route: /ephemeral-attachments/ },
      times: 9,
      do: { status: 404 },
    });
    const press = await member.press(failed, "Try again");
    await cardWith(member.in(channel), press, "made in");
    const [first, second] = runware.tasks.map(({ body }) => body["inputs"]);
    expect(second).toEqual(first);
    expect(textOf(failed)).toContain("from first and last frame");
  });

  test("works after a restart of the bot", async () => {
    const stage = await setStage(quick);
    const failed = await failedCard(stage);
    await stage.stopBot();
    await stage.startBot();
    const press = await stage.member.press(failed, "Try again");
    const again = await cardWith(stage.member.in(stage.channel), press, "made in");
    expect(videosOf(again)).toHaveLength(1);
  });

  test("leaves the failed card as it is", async () => {
    const stage = await setStage(quick);
    const { member, channel } = stage;
    const failed = await failedCard(stage);
    const press = await member.press(failed, "Try again");
    await cardWith(member.in(channel), press, "made in");
    const now = channel.messages().find(({ id }) => id === failed.id);
    expect(now).toEqual(failed);
  });

  test("of somebody else's card is refused privately, also for a moderator", async () => {
    const stage = await setStage(quick);
    const failed = await failedCard(stage);
    const other = stage.guild.addMember({ permissions: ["ManageMessages"] });
    const press = await other.press(failed, "Try again");
    expect(await toldPrivately(other.in(stage.channel), press)).toBe(
      "This is somebody else's request. Type /video to make your own.",
    );
    expect(stage.runware.tasks).toHaveLength(1);
  });

  test("is admitted anew: a permission taken away meanwhile is named", async () => {
    const stage = await setStage(quick);
    const { member, channel, guild, runware } = stage;
    const failed = await failedCard(stage);
    guild.setBotPermissions(["ViewChannel", "SendMessages", "ReadMessageHistory"]);
    const press = await member.press(failed, "Try again");
    expect(await toldPrivately(member.in(channel), press)).toContain("**Attach Files**");
    expect(runware.tasks).toHaveLength(1);
  });

  test("of a private card stays private", async () => {
    const stage = await setStage(quick);
    const { member, channel } = stage;
    const failed = await failedCard(stage, { private: true });
    const press = await member.press(failed, "Try again");
    const again = await cardWith(member.in(channel), press, "made in");
    expect((again.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0);
    expect(channel.messages()).toEqual([]);
  });

  test("pressed twice in a row orders one video, and says so", async () => {
    const stage = await setStage(quick);
    const { member, channel, runware } = stage;
    const failed = await failedCard(stage);
    runware.hold();
    const first = await member.press(failed, "Try again");
    const second = await member.press(failed, "Try again");
    expect(await toldPrivately(member.in(channel), second)).toBe(
      "This video is being tried again already.",
    );
    await cardWith(member.in(channel), first, "Rendering");
    await runware.release();
    await cardWith(member.in(channel), first, "made in");
    expect(runware.tasks).toHaveLength(2);
  });

  test("can be pressed again once that try has ended as well", async () => {
    const stage = await setStage(quick);
    const { member, channel, runware } = stage;
    const failed = await failedCard(stage);
    runware.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } }, 1);
    const second = await member.press(failed, "Try again");
    await cardWith(member.in(channel), second, "took too long");
    const third = await member.press(failed, "Try again");
    await cardWith(member.in(channel), third, "made in");
    expect(runware.tasks).toHaveLength(3);
  });

  test("is not offered on cards that play, and not on those that were cancelled", async () => {
    const stage = await setStage({ runware: { manual: true } });
    const { member, channel, runware } = stage;
    const place = member.in(channel);
    const use = await place.slash("video", { prompt: "a kite" });
    const rendering = await cardWith(place, use, "Rendering");
    const other = await place.slash("video", { prompt: "a drum" });
    await member.press(await cardWith(place, other, "Rendering"), "Cancel");
    for (const { taskUUID } of runware.tasks) await runware.finish(taskUUID);
    const [done, cancelled] = [
      await cardWith(place, use, "made in"),
      await cardWith(place, other, "has been discarded"),
    ];
    expect([rendering, done, cancelled].map((card) => buttonsOf(card))).toEqual([
      ["Cancel", "Details"],
      ["Again", "Remix", "0", "Details", "More"],
      ["Details"],
    ]);
  });
});
