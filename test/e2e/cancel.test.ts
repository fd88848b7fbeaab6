import { describe, expect, test } from "vitest";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { Use } from "../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { buttonsOf, cardWith, textOf, toldPrivately, videosOf } from "../support/cards.ts";
import { setStage, type Stage } from "../support/stage.ts";

const PROMPT = "a paper boat";
const HELD = { runware: { manual: true } } as const;
const ONE_AT_A_TIME = { ...HELD, env: { RUNWARE_CONCURRENCY: "1" } } as const;

interface Asked {
  use: Use;
  card: WireMessage;
}

/** A request whose card says that it renders. */
async function rendering(stage: Stage): Promise<Asked> {
  const place = stage.member.in(stage.channel);
  const use = await place.slash("video", { prompt: PROMPT });
  return { use, card: await cardWith(place, use, "Rendering") };
}

/** A request that waits in line behind another. */
async function queued(stage: Stage): Promise<Asked> {
  const { guild, runware, channel, member } = stage;
  const ahead = guild.addMember({ name: "Member Two" });
  await ahead.in(guild.createChannel()).slash("video", { prompt: "a kite" });
  await runware.waitForTask(() => true);
  const use = await member.in(channel).slash("video", { prompt: PROMPT });
  return { use, card: await use.message() };
}

const shows = ({ member, channel }: Stage, { use }: Asked, words: string | RegExp) =>
  cardWith(member.in(channel), use, words);

async function finish({ runware }: Stage): Promise<void> {
  const task = await runware.waitForTask(({ body }) => body["positivePrompt"] === PROMPT);
  await runware.finish(task.taskUUID);
}

describe("a press on Cancel by the requester", () => {
  test("ends a queued request at once, with nothing submitted and nothing charged", async () => {
    const stage = await setStage(ONE_AT_A_TIME);
    const { member, runware, clock } = stage;
    const asked = await queued(stage);
    await member.press(asked.card, "Cancel");
    const card = await shows(stage, asked, "Nothing was charged");
    expect(textOf(card)).toContain("**Cancelled.**");
    expect(buttonsOf(card)).toEqual(["Details"]);

    const [ahead] = runware.tasks;
    await runware.finish(ahead?.taskUUID ?? "");
    clock.advance(60_000);
    const after = await member.in(stage.channel).slash("video", { prompt: "a drum" });
    await cardWith(member.in(stage.channel), after, "Rendering");
    expect(runware.tasks.map(({ job }) => job.prompt)).toEqual(["a kite", "a drum"]);
  });

  test("says at once on a rendering card that the result will be discarded, later what it cost", async () => {
    const stage = await setStage(HELD);
    const asked = await rendering(stage);
    await stage.member.press(asked.card, "Cancel");
    const told = await shows(stage, asked, "will be discarded");
    expect(textOf(told)).toContain("What it cost will be shown here");
    expect(buttonsOf(told)).toEqual(["Details"]);

    await finish(stage);
    const ended = await shows(stage, asked, "has been discarded");
    expect(textOf(ended)).toContain("It cost $0.0995.");
    expect(videosOf(ended)).toEqual([]);
    expect(stage.channel.messages()).toHaveLength(1);
    expect(
      stage.discord.wire.entries.flatMap(({ files }) => files),
      "no file ever went to Discord",
    ).toEqual([]);
  });

  test("on a rendering card that fails says that nothing was charged", async () => {
    const stage = await setStage(HELD);
    const { runware, member } = stage;
    const asked = await rendering(stage);
    await member.press(asked.card, "Cancel");
    await shows(stage, asked, "will be discarded");
    await runware.fail(runware.tasks[0]?.taskUUID ?? "");
    const ended = await shows(stage, asked, "Nothing was charged");
    expect(textOf(ended)).toContain("**Cancelled.**");
    expect(buttonsOf(ended)).toEqual(["Details"]);
  });

  test("twice from the same card is answered both times and cancels once", async () => {
    const stage = await setStage(HELD);
    const { member, discord } = stage;
    const asked = await rendering(stage);
    const presses = await Promise.all([
      member.press(asked.card, "Cancel"),
      member.press(asked.card, "Cancel"),
    ]);
    for (const press of presses) {
      expect(await press.response()).toEqual({ kind: "deferredUpdate" });
    }
    await finish(stage);
    await shows(stage, asked, "has been discarded");
    expect(discord.wire.find("POST", "/channels/:id/messages")).toEqual([]);
  });

  test("after the end says that there is nothing left to cancel", async () => {
    const stage = await setStage(HELD);
    const { member, discord } = stage;
    const asked = await rendering(stage);
    // The press is on its way while the video arrives.
    discord.faults.pauseInteractions();
    const late = await member.press(asked.card, "Cancel");
    await finish(stage);
    const done = await shows(stage, asked, "made in");
    discord.faults.resumeInteractions();
    expect(await toldPrivately(member.in(stage.channel), late)).toMatchInlineSnapshot(
      `"There is nothing left to cancel: this request has already ended."`,
    );
    expect(videosOf(done)).toHaveLength(1);
  });
});

describe("a press on Cancel by somebody else", () => {
  /** Another member presses; the answer is private, or the card changes. */
  async function pressedBy(
    stage: Stage,
    asked: Asked,
    permissions: Parameters<Stage["guild"]["addMember"]>[0],
  ): Promise<{ other: Actor; press: Use }> {
    const other = stage.guild.addMember({ name: "Member Three", ...permissions });
    return { other, press: await other.press(asked.card, "Cancel") };
  }

  test("is refused privately, and the video goes on", async () => {
    const stage = await setStage(HELD);
    const asked = await rendering(stage);
    const { other, press } = await pressedBy(stage, asked, {});
    expect(await toldPrivately(other.in(stage.channel), press)).toMatchInlineSnapshot(
      `"Only the member who asked for this video, or a moderator, can cancel it."`,
    );
    expect(stage.channel.messages(), "what everybody sees").toHaveLength(1);
    await finish(stage);
    expect(videosOf(await shows(stage, asked, "made in"))).toHaveLength(1);
  });

  test("who only manages channels is refused as well", async () => {
    const stage = await setStage(HELD);
    const asked = await rendering(stage);
    const { other, press } = await pressedBy(stage, asked, { permissions: ["ManageChannels"] });
    expect(await toldPrivately(other.in(stage.channel), press)).toMatch(/^Only the member/);
  });

  test("who manages messages cancels a queued request, and the card says so", async () => {
    const stage = await setStage(ONE_AT_A_TIME);
    const asked = await queued(stage);
    await pressedBy(stage, asked, { permissions: ["ManageMessages"] });
    const card = await shows(stage, asked, "Nothing was charged");
    expect(textOf(card)).toContain("**Cancelled by a moderator.**");
  });

  test("who manages messages cancels a rendering one, and the card says so until the end", async () => {
    const stage = await setStage(HELD);
    const asked = await rendering(stage);
    await pressedBy(stage, asked, { permissions: ["ManageMessages"] });
    const told = await shows(stage, asked, "will be discarded");
    expect(textOf(told)).toContain("**Cancelled by a moderator.**");
    await finish(stage);
    const ended = await shows(stage, asked, "has been discarded");
    expect(textOf(ended)).toContain("**Cancelled by a moderator.**");
  });

  test("who may manage messages elsewhere but not in this channel is refused", async () => {
    const stage = await setStage(HELD);
    const asked = await rendering(stage);
    const other = stage.guild.addMember({ name: "Member Three", permissions: ["ManageMessages"] });
    stage.channel.setOverwrites([{ for: other, deny: ["ManageMessages"] }]);
    const press = await other.press(asked.card, "Cancel");
    expect(await toldPrivately(other.in(stage.channel), press)).toMatch(/^Only the member/);
  });
});

describe("a press on Cancel after a restart of the bot", () => {
  test("ends a queued request", async () => {
    const stage = await setStage(ONE_AT_A_TIME);
    const asked = await queued(stage);
    await stage.stopBot();
    await stage.startBot();
    await stage.member.press(asked.card, "Cancel");
    await shows(stage, asked, "Nothing was charged");
    expect(stage.runware.tasks).toHaveLength(1);
  });

  test("discards the video of a rendering one", async () => {
    const stage = await setStage(HELD);
    const asked = await rendering(stage);
    await stage.stopBot();
    await stage.startBot();
    await stage.member.press(asked.card, "Cancel");
    await shows(stage, asked, "will be discarded");
    await finish(stage);
    const ended = await shows(stage, asked, "has been discarded");
    expect(videosOf(ended)).toEqual([]);
  });

  test("is remembered over one: what was cancelled before is discarded after", async () => {
    const stage = await setStage(HELD);
    const asked = await rendering(stage);
    const press = await stage.member.press(asked.card, "Cancel");
    await press.response();
    await stage.stopBot();
    await finish(stage);
    await stage.startBot();
    const ended = await shows(stage, asked, "has been discarded");
    expect(videosOf(ended)).toEqual([]);
  });
});
