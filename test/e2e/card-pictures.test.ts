import { expect, test } from "vitest";
import { printChannel } from "../../playground/discord/print.ts";
import type { RunwareTask } from "../../playground/runware/tasks.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import { buttonsOf, cardWith, shownPrivately } from "../support/cards.ts";
import { setStage, type Stage, type StageOptions } from "../support/stage.ts";

/** A stage on which time stands still, so that a picture is the same every time. */
const stillStage = (options: StageOptions = {}): Promise<Stage> =>
  setStage({ ...options, clockSpeed: 0, runware: { manual: true, ...options.runware } });

/** The channel as the member reads it, at the bot's own moment. */
function pictureOf({ member, channel, clock, discord }: Stage): string {
  return printChannel(member.in(channel).messages(), {
    // A card's moments are whole seconds; so is this one.
    now: Math.round(clock.now() / 1000) * 1000,
    names: (id) => discord.world.users.get(id)?.globalName ?? undefined,
  });
}

const taskOf = ({ runware }: Stage, prompt: string): Promise<RunwareTask> =>
  runware.waitForTask(({ body }) => body["positivePrompt"] === prompt);

/** What time set off has come to rest: a press is answered after all that was under way before it. */
async function letSettle({ member, channel }: Stage, card: WireMessage): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    const details = await shownPrivately(member.in(channel), await member.press(card, "Details"));
    member.deleteMessage(details);
  }
}

const PROMPT = "a paper boat sails down a rainy gutter, past a sleeping cat";

test("a card is queued with its place, renders with a bar, and plays the video", async () => {
  const stage = await stillStage({ env: { RUNWARE_CONCURRENCY: "1" } });
  const { member, channel, clock, runware, guild } = stage;
  const elsewhere = member.in(guild.createChannel({ name: "elsewhere" }));
  await elsewhere.slash("video", { prompt: "a kite" });
  const ahead = await taskOf(stage, "a kite");
  const drum = await elsewhere.slash("video", { prompt: "a drum" });
  await drum.message();

  const place = member.in(channel);
  const use = await place.slash("video", { prompt: PROMPT, style: "clay", seed: 7 });
  await cardWith(place, use, "place 2 in line");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP]
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent · Clay · seed 7 · about $0.10 (estimate)      │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ ⏳ **Queued** · place 2 in line                                            │
      ┃ [ Cancel ]  [ Details ]                                                    │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);

  // Each card may be edited again at once from here on.
  clock.advance(5000);
  await letSettle(stage, await use.message());
  await runware.finish(ahead.taskUUID);
  clock.advance(60_000);
  await cardWith(elsewhere, drum, "Rendering");
  clock.advance(5000);
  await cardWith(place, use, "next in line");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent · Clay · seed 7 · about $0.10 (estimate)      │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ ⏳ **Queued** · next in line                                               │
      ┃ [ Cancel ]  [ Details ]                                                    │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);

  await letSettle(stage, await use.message());
  await runware.finish((await taskOf(stage, "a drum")).taskUUID);
  clock.advance(60_000);
  await cardWith(place, use, "Rendering");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent · Clay · seed 7 · about $0.10 (estimate)      │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ ▱▱▱▱▱▱▱▱▱▱▱▱ **Rendering** · ready about in 50 seconds                     │
      ┃ · Started in 0 seconds                                                     │
      ┃ [ Cancel ]  [ Details ]                                                    │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);

  await letSettle(stage, await use.message());
  clock.advance(30_000);
  await cardWith(place, use, /▰{7}/);
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent · Clay · seed 7 · about $0.10 (estimate)      │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ ▰▰▰▰▰▰▰▱▱▱▱▱ **Rendering** · ready about in 20 seconds                     │
      ┃ · Started 30 seconds ago                                                   │
      ┃ [ Cancel ]  [ Details ]                                                    │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);

  await letSettle(stage, await use.message());
  clock.advance(60_000);
  await cardWith(place, use, "any moment");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent · Clay · seed 7 · about $0.10 (estimate)      │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ ▰▰▰▰▰▰▰▰▰▰▰▱ **Rendering** · ready any moment                              │
      ┃ · Started 1 minute ago                                                     │
      ┃ [ Cancel ]  [ Details ]                                                    │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);

  await letSettle(stage, await use.message());
  await runware.finish((await taskOf(stage, PROMPT)).taskUUID);
  clock.advance(60_000);
  await cardWith(place, use, "made in");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent · Clay · seed 7                               │
      ┃ ▶ a-paper-boat-sails-down-a-1.mp4 · 1280×720 · 2 kB — "Video in Clay       │
      ┃   style, 5 seconds, without sound: a paper boat sails down a rainy gutter, │
      ┃   past a sleeping cat"                                                     │
      ┃ · Seed 7 · $0.0995 · made in 2 min 30 s                                    │
      ┃ [ Again ]  [ Remix ]  [ ⭐ 0 ]  [ Details ]  [ More ]                      │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);
});

test("a finished card of four plays them in one gallery, each with its own words and seed", async () => {
  const stage = await stillStage();
  const { member, channel, clock, runware } = stage;
  const place = member.in(channel);
  const options = { style: "anime", audio: true, duration: 8, results: 4, seed: 100 };
  const use = await place.slash("video", { prompt: PROMPT, ...options });
  const task = await taskOf(stage, PROMPT);
  await letSettle(stage, await use.message());
  await runware.finish(task.taskUUID);
  clock.advance(42_000);
  await cardWith(place, use, "made in");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 8 s · sound · Anime · 4 videos · seed 100                  │
      ┃ ▶ a-paper-boat-sails-down-a-1.mp4 · 1280×720 · 133 kB — "Video 1 of 4 in   │
      ┃   Anime style, 8 seconds, with sound: a paper boat sails down a rainy      │
      ┃   gutter, past a sleeping cat"                                             │
      ┃ ▶ a-paper-boat-sails-down-a-2.mp4 · 1280×720 · 133 kB — "Video 2 of 4 in   │
      ┃   Anime style, 8 seconds, with sound: a paper boat sails down a rainy      │
      ┃   gutter, past a sleeping cat"                                             │
      ┃ ▶ a-paper-boat-sails-down-a-3.mp4 · 1280×720 · 133 kB — "Video 3 of 4 in   │
      ┃   Anime style, 8 seconds, with sound: a paper boat sails down a rainy      │
      ┃   gutter, past a sleeping cat"                                             │
      ┃ ▶ a-paper-boat-sails-down-a-4.mp4 · 1280×720 · 133 kB — "Video 4 of 4 in   │
      ┃   Anime style, 8 seconds, with sound: a paper boat sails down a rainy      │
      ┃   gutter, past a sleeping cat"                                             │
      ┃ · Seeds 100, 101, 102, 103 · $1.5912 · made in 42 s                        │
      ┃ [ Again ]  [ Remix ]  [ ⭐ 0 ]  [ Details ]  [ More ]                      │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);
});

test("a failed card says why, that nothing was charged, and offers another try", async () => {
  const stage = await stillStage();
  const { member, channel, clock, runware } = stage;
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: PROMPT });
  const task = await taskOf(stage, PROMPT);
  await letSettle(stage, await use.message());
  await runware.fail(task.taskUUID, { code: "timeoutProvider", message: "took too long" });
  clock.advance(42_000);
  const card = await cardWith(place, use, "Reference");
  expect(pictureOf(stage).replace(/`[0-9a-f]{8}`/, "`1a2b3c4d`")).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent                                               │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ ❌ The provider gave up on this video because it took too long.            │
      ┃ · Nothing was charged. Reference: \`1a2b3c4d\`                               │
      ┃ [ Try again ]  [ Details ]                                                 │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);
  expect(buttonsOf(card)).toContain("Try again");
});

test("a card cancelled in line ends at once and says that nothing was charged", async () => {
  const stage = await stillStage({ env: { RUNWARE_CONCURRENCY: "1" } });
  const { member, channel, guild } = stage;
  await member.in(guild.createChannel()).slash("video", { prompt: "a kite" });
  await taskOf(stage, "a kite");
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: PROMPT });
  await member.press(await use.message(), "Cancel");
  await cardWith(place, use, "Nothing was charged");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent                                               │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ 🛑 **Cancelled.**                                                          │
      ┃ · Nothing was charged.                                                     │
      ┃ [ Details ]                                                                │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);
});

test("a card cancelled while it renders says so at once, and later what it cost", async () => {
  const stage = await stillStage();
  const { member, channel, clock, runware } = stage;
  const place = member.in(channel);
  const use = await place.slash("video", { prompt: PROMPT });
  const task = await taskOf(stage, PROMPT);
  await letSettle(stage, await use.message());
  await member.press(await use.message(), "Cancel");
  await cardWith(place, use, "will be discarded");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent · about $0.10 (estimate)                      │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ 🛑 **Cancelled.** Runware cannot stop what it has begun: the video will be │
      ┃ discarded when finished.                                                   │
      ┃ · What it cost will be shown here.                                         │
      ┃ [ Details ]                                                                │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);

  await runware.finish(task.taskUUID);
  clock.advance(60_000);
  await cardWith(place, use, "has been discarded");
  expect(pictureOf(stage)).toMatchInlineSnapshot(`
    "┌ Member One used /video
    Flipbook [APP] (edited)
      ╭────────────────────────────────────────────────────────────────────────────╮
      ┃ @Member One asked for a video                                              │
      ┃ ▏ a paper boat sails down a rainy gutter, past a sleeping cat              │
      ┃ · 720p · 16:9 · 5 s · silent                                               │
      ┃────────────────────────────────────────────────────────────────────────────┤
      ┃ 🛑 **Cancelled.** The video was finished and has been discarded.           │
      ┃ · It cost $0.0995.                                                         │
      ┃ [ Details ]                                                                │
      ╰────────────────────────────────────────────────────────────────────────────╯"
  `);
});
