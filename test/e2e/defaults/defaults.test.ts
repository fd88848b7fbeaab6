import { expect, test } from "vitest";
import { ask, follow } from "../../support/asking.ts";
import { shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { manage, restart } from "../../support/managing.ts";
import { png } from "../../support/png.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import type { ChannelHandle } from "../../../playground/discord/actor/channel.ts";
import type { Actor } from "../../../playground/discord/actor/member.ts";

const held = { runware: { manual: true } };

async function told(
  { channel }: Stage,
  by: Actor,
  path: string,
  options: Record<string, unknown> = {},
  place: ChannelHandle = channel,
): Promise<string> {
  const seat = by.in(place);
  return (await toldPrivately(seat, await seat.slash(path, options))).replaceAll(/\d{15,}/g, "1");
}

let prompts = 0;

/** Types nothing but a prompt, unless told; resolves with what Runware was asked for. */
async function jobOf(
  stage: Stage,
  given: Record<string, unknown> = {},
  place: ChannelHandle = stage.channel,
) {
  prompts += 1;
  const prompt = `a red kite ${prompts}`;
  const seat = stage.member.in(place);
  const use = await seat.slash("video", { prompt, ...given });
  await use.response();
  const asked = follow(stage, use, prompt, { in: place });
  expect(asked.card().content).toBe("");
  const { job } = await asked.task();
  return { asked, job };
}

test("a member's own defaults stand in for what is left out, and survive a restart", async () => {
  const stage = await setStage(held);
  const { member } = stage;
  expect(await told(stage, member, "defaults set", { resolution: "540p", style: "clay" }))
    .toMatchInlineSnapshot(`
      "Your defaults are now: resolution 540p · style Clay.
      They hold for you in every server, wherever you leave an option out of \`/video\`."
    `);
  expect(await told(stage, member, "defaults set", { duration: 8, negative_prompt: " *rain* " }))
    .toMatchInlineSnapshot(`
      "Your defaults are now: resolution 540p · length 8 s · style Clay · negative prompt “\\*rain\\*”.
      They hold for you in every server, wherever you leave an option out of \`/video\`."
    `);
  await restart(stage);
  const { asked, job } = await jobOf(stage, { style: "anime" });
  expect(job).toMatchObject({ height: 540, durationS: 8, negativePrompt: "*rain*" });
  const seat = member.in(stage.channel);
  const details = textOf(await shownPrivately(seat, await member.press(asked.card(), "Details")));
  expect(details).toContain("**Negative prompt** (own default)\n\\*rain\\*");
  expect(details).toContain("**Resolution** 540p (own default)");
  expect(details).toContain("**Style** Anime (typed)");
  expect(details).toContain("**Shape** 16:9\n");
});

test("of a member, a thread, its channel and the server, the nearest wins", async () => {
  const stage = await manage(held);
  const { member, manager, guild, channel } = stage;
  const moderator = guild.addMember({ name: "Moderator One", permissions: ["ManageMessages"] });
  await told(stage, manager, "defaults set", { scope: "server", resolution: "360p", duration: 8 });
  expect(
    await told(stage, moderator, "defaults set", { scope: "channel", duration: 10, audio: true }),
  ).toMatch(/^The defaults of <#\d+> are now: length 10 s · sound yes\.\nThey hold here/);
  const thread = channel.createThread({ name: "night" });
  await told(stage, moderator, "defaults set", { scope: "channel", style: "comic" }, thread);
  await told(stage, member, "defaults set", { results: 2 });
  const { asked, job } = await jobOf(stage, {}, thread);
  expect(job).toMatchObject({ height: 360, durationS: 10, results: 2 });
  const seat = member.in(thread);
  const details = textOf(await shownPrivately(seat, await member.press(asked.card(), "Details")));
  expect(details).toContain("**Resolution** 360p (server's default)");
  expect(details).toContain("**Length** 10 s (channel's default)");
  expect(details).toContain("**Style** Comic (channel's default)");
  expect(details).toContain("**Videos** 2 (own default)");
  const other = guild.createChannel({ name: "elsewhere" });
  expect((await jobOf(stage, {}, other)).job).toMatchObject({ height: 360, durationS: 8 });
});

test("what holds here is shown with whose it is", async () => {
  const stage = await manage();
  const { member, manager } = stage;
  expect(await told(stage, member, "defaults show")).toMatchInlineSnapshot(`
    "### What \`/video\` takes here for what you leave out
    Everything is built in.

    -# Your defaults: none
    -# The defaults of <#1>: none
    -# The defaults of this server: none"
  `);
  await told(stage, manager, "defaults set", { scope: "server", resolution: "360p", duration: 8 });
  await told(stage, member, "defaults set", { duration: 10, negative_prompt: "@everyone **x**" });
  const seat = member.in(stage.channel);
  const shown = textOf(await shownPrivately(seat, await seat.slash("defaults show")));
  expect(shown.replaceAll(/\d{15,}/g, "1")).toMatchInlineSnapshot(`
    "### What \`/video\` takes here for what you leave out
    **Resolution** 360p (server's default)
    **Length** 10 s (own default)
    **Negative prompt** “\\@everyone \\*\\*x\\*\\*” (own default)
    Everything else is built in.

    -# Your defaults: length 10 s · negative prompt “\\@everyone \\*\\*x\\*\\*”
    -# The defaults of <#1>: none
    -# The defaults of this server: resolution 360p · length 8 s"
  `);
});

test("a default gives way without a word to what was typed", async () => {
  const stage = await setStage(held);
  await told(stage, stage.member, "defaults set", { duration: 10, aspect: "1:1" });
  expect((await jobOf(stage, { resolution: "1080p" })).job).toMatchObject({ durationS: 5 });
  const { job } = await jobOf(stage, { first_frame: png(400, 300) });
  expect(job).toMatchObject({ durationS: 10 });
});

test("a private default keeps the card to the member", async () => {
  const stage = await setStage(held);
  await told(stage, stage.member, "defaults set", { private: true });
  const asked = await ask(stage);
  const other = stage.guild.addMember({ name: "Member Two" });
  expect(other.visibleMessages(stage.channel)).toEqual([]);
  expect(textOf(asked.card())).toContain("private");
});

test("defaults that could never hold together are refused, and nothing is kept", async () => {
  const stage = await setStage();
  const { member } = stage;
  const refusal = /^10 seconds is not possible at 1080p.*Nothing was kept\.$/;
  expect(await told(stage, member, "defaults set", { duration: 10, resolution: "1080p" })).toMatch(
    refusal,
  );
  await told(stage, member, "defaults set", { duration: 10 });
  expect(await told(stage, member, "defaults set", { resolution: "1080p" })).toMatch(refusal);
  expect(await told(stage, member, "defaults show")).toContain("-# Your defaults: length 10 s");
});

test("nothing chosen, and a negative prompt of nothing, are refused", async () => {
  const stage = await setStage();
  expect(await told(stage, stage.member, "defaults set")).toMatchInlineSnapshot(
    `"Choose at least one option, for example \`resolution\`. Nothing was kept."`,
  );
  expect(
    await told(stage, stage.member, "defaults set", { negative_prompt: "   " }),
  ).toMatchInlineSnapshot(`"The negative prompt is empty. Leave it out, or say what not to show."`);
});

test("one default or all of them are forgotten", async () => {
  const stage = await setStage(held);
  const { member } = stage;
  expect(await told(stage, member, "defaults clear")).toMatchInlineSnapshot(
    `"Your defaults were empty already."`,
  );
  await told(stage, member, "defaults set", { resolution: "540p", duration: 8 });
  expect(await told(stage, member, "defaults clear", { option: "style" })).toMatchInlineSnapshot(
    `"Your defaults were without that option already."`,
  );
  expect(await told(stage, member, "defaults clear", { option: "duration" })).toMatchInlineSnapshot(
    `"Your defaults are now: resolution 540p."`,
  );
  expect(await told(stage, member, "defaults clear")).toMatchInlineSnapshot(
    `"Your defaults are gone."`,
  );
  expect((await jobOf(stage)).job).toMatchObject({ height: 720, durationS: 5 });
});
