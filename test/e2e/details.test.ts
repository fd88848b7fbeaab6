import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { cardWith, shownPrivately, textOf } from "../support/cards.ts";
import { png } from "../support/png.ts";
import { openStage, setStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ runware: { renderMs: () => 0 } });
});
afterAll(() => stage.close());

/** Details without what differs every time. */
const steady = (details: WireMessage): string =>
  textOf(details)
    .replaceAll(/\d{15,}/g, "1234567890")
    .replace(/<t:\d+:R>/, "<t:1:R>")
    .replace(/(Render time\*\*) .*/, "$1 12 s");

async function detailsOf(options: Record<string, unknown>): Promise<WireMessage> {
  const { member, channel } = stage;
  const place = member.in(channel);
  const use = await place.slash("video", options);
  const card = await cardWith(place, use, "made in");
  return shownPrivately(place, await member.press(card, "Details"));
}

describe("Details", () => {
  test("say everything about a request of defaults", async () => {
    const details = await detailsOf({ prompt: "a paper boat", seed: 3 });
    expect(steady(details)).toMatchInlineSnapshot(`
      "**Prompt**
      a paper boat
      **Resolution** 720p
      **Shape** 16:9
      **Length** 5 s
      **Style** none
      **Sound** no
      **Thinking** auto
      **Videos** 1
      **Seed** 3 (typed)
      **Format** MP4, quality 95
      **Frames** none
      **Safety check** fast
      **Price** $0.0995
      **Render time** 12 s
      **Asked for** by <@1234567890> <t:1:R>
      **Generation** \`1234567890\`
      -# Options without a note are built in."
    `);
  });

  test("say everything about a request with every option", async () => {
    const details = await detailsOf({
      prompt: "a paper boat",
      negative_prompt: "rain",
      first_frame: png(400, 300),
      last_frame: png(300, 400),
      style: "cyberpunk",
      duration: 8,
      resolution: "540p",
      audio: true,
      thinking: "enabled",
      results: 2,
      seed: 9,
      format: "MOV",
      quality: 50,
    });
    expect(steady(details)).toMatchInlineSnapshot(`
      "**Prompt**
      a paper boat

      **Negative prompt** (typed)
      rain
      **Resolution** 540p (typed)
      **Shape** from the frame
      **Length** 8 s (typed)
      **Style** Cyberpunk (typed)
      **Sound** yes (typed)
      **Thinking** enabled (typed)
      **Videos** 2 (typed)
      **Seed** 9, 10 (typed)
      **Format** MOV (typed), quality 50 (typed)
      **Frames** first (400 × 300) · last (300 × 400)
      **Safety check** fast
      **Price** $0.6168
      **Render time** 12 s
      **Asked for** by <@1234567890> <t:1:R>
      **Generation** \`1234567890\`
      -# Options without a note are built in."
    `);
  });

  test("hold the whole prompt where the card shows its beginning", async () => {
    const prompt = "word ".repeat(400).trim();
    expect(textOf(await detailsOf({ prompt }))).toContain(prompt);
  });

  test("bring two prompts of full length as a text file, each to its last character", async () => {
    const { discord } = stage;
    const prompt = "a".repeat(2047) + "1";
    const negative = "b".repeat(2047) + "2";
    const details = await detailsOf({ prompt, negative_prompt: negative });
    const [file] = details.attachments;
    expect(file?.filename).toBe("prompt.txt");
    const text = await (await fetch(file?.url ?? "")).text();
    expect(text).toContain(prompt);
    expect(text).toContain(negative);
    expect(textOf(details)).toContain("**Resolution**");
    expect(discord.wire.violations).toEqual([]);
  });

  test("can be looked into by everybody who sees the card, each for themselves", async () => {
    const { member, channel, guild } = stage;
    const use = await member.in(channel).slash("video", { prompt: "a red kite" });
    const card = await cardWith(member.in(channel), use, "made in");
    const other = guild.addMember({ name: "Member Two" });
    const details = await shownPrivately(other.in(channel), await other.press(card, "Details"));
    expect(textOf(details)).toContain("a red kite");
    expect(
      member
        .in(channel)
        .messages()
        .map(({ id }) => id),
    ).not.toContain(details.id);
  });
});

describe("Details of a request under way", () => {
  test("say what is not known yet, and leave the card alone", async () => {
    const { member, channel, runware } = await setStage({ runware: { manual: true } });
    const place = member.in(channel);
    const use = await place.slash("video", { prompt: "a paper boat" });
    const card = await cardWith(place, use, "Rendering");
    const details = await shownPrivately(place, await member.press(card, "Details"));
    expect(textOf(details)).toContain("**Price** about $0.10");
    expect(textOf(details)).toContain("**Render time** not finished");
    expect(textOf(details)).toContain("**Seed** random");

    await runware.finish(runware.tasks[0]?.taskUUID ?? "");
    await cardWith(place, use, "made in");
  });

  test("can be opened after the card's own 15 minutes, and after a restart", async () => {
    const { member, channel, runware, discord, clock, stopBot, startBot } = await setStage({
      runware: { renderMs: () => 0 },
    });
    const place = member.in(channel);
    const use = await place.slash("video", { prompt: "a paper boat" });
    const card = await cardWith(place, use, "made in");
    await stopBot();
    discord.clock.advance(30 * 24 * 3_600_000);
    clock.advance(30 * 24 * 3_600_000);
    await startBot();
    const details = await shownPrivately(place, await member.press(card, "Details"));
    expect(textOf(details)).toContain("a paper boat");
    expect(runware.tasks).toHaveLength(1);
  });
});
