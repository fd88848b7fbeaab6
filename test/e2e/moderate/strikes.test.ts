import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { buttonsOf, shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { moderate, steady, type Moderated } from "../../support/moderating.ts";
import { requestsOf } from "../../support/runware-requests.ts";

const LIST = { blocklist: ["spam"] };

/** Three refused prompts: with the default threshold the last one blocks. */
async function becomeBlocked(stage: Moderated) {
  await stage.refused("spam 1");
  await stage.refused("spam 2");
  return stage.refused("spam 3");
}

test("each refused prompt is a strike, and the last one blocks for a while", async () => {
  const stage = await moderate(LIST);
  expect(textOf(await stage.refused("buy my $p@m"))).toMatchInlineSnapshot(
    `"The blocklist of this server does not allow a word in your prompt. Nothing was spent. That was strike 1 of 3: at 3 you cannot make videos here for a while."`,
  );
  expect(textOf(await stage.refused("s p a m again"))).toMatch(/That was strike 2 of 3/);
  const last = await stage.refused("SPAM");
  expect(steady(textOf(last))).toMatchInlineSnapshot(
    `"⛔ The blocklist of this server does not allow a word in your prompt. Nothing was spent. That was strike 3 of 3, so you cannot make videos in this server for a while. The block lasts until <t:…:f> (<t:…:R>). If you think that this is a mistake, press **Appeal** and say why; you can do that once."`,
  );
  expect(buttonsOf(last)).toEqual(["Appeal"]);
  // What was refused before is refused differently now.
  expect(steady(textOf(await stage.refused("a paper boat")))).toMatchInlineSnapshot(
    `"⛔ You cannot make videos in this server for a while: too many of your requests were not allowed here. The block lasts until <t:…:f> (<t:…:R>). If you think that this is a mistake, press **Appeal** and say why; you can do that once."`,
  );
  expect(requestsOf(stage.runware, "videoInference")).toEqual([]);
  expect(steady(textOf(await stage.logged(/strikes/)))).toMatchInlineSnapshot(`
    "⛔ <@…> cannot make videos until <t:…:f>: 3 strikes. \`/moderate strikes\` shows them.
    -# The bot · <t:…:f>"
  `);
});

test("the block ends by itself, and the next one lasts longer", async () => {
  const stage = await moderate(LIST);
  await becomeBlocked(stage);
  stage.clock.advance(10 * 60_000);
  await (await ask(stage)).task();
  await becomeBlocked(stage);
  stage.clock.advance(10 * 60_000);
  expect(textOf(await stage.refused())).toMatch(/too many of your requests/);
  stage.clock.advance(50 * 60_000);
  await (await ask(stage)).task();
});

test("a blocked member appeals once, a moderator unblocks, and the member goes on", async () => {
  const stage = await moderate(LIST);
  const { member, moderator } = stage;
  const refusal = await becomeBlocked(stage);
  const form = await (await member.press(refusal, "Appeal")).modal();
  const sent = await member.submit(form, { appeal: "It was *only* about\nlunch @everyone" });
  const seat = member.in(stage.channel);
  expect(await toldPrivately(seat, sent)).toMatchInlineSnapshot(
    `"Your appeal has reached the moderators. You are told when one lifts the block."`,
  );

  const again = await member.press(refusal, "Appeal");
  expect(await toldPrivately(seat, again)).toMatchInlineSnapshot(
    `"You have appealed already; the moderators decide. Please wait."`,
  );
  const later = await stage.refused();
  expect(buttonsOf(later)).toEqual([]);
  expect(textOf(later)).toContain("Your appeal has reached the moderators.");

  const appeal = await stage.logged(/appeals/);
  expect(steady(textOf(appeal))).toMatchInlineSnapshot(`
    "🙋 <@…> appeals against being blocked. The block lasts until <t:…:f> (<t:…:R>).
    > It was \\*only\\* about
    > lunch \\@everyone
    -# <@…> · <t:…:f>"
  `);
  expect(buttonsOf(appeal)).toEqual(["Unblock", "Strikes"]);
  await (await moderator.press(appeal, "Unblock")).response();
  await stage.logged(/Unblocked by/);
  await (await ask(stage)).task();
  await member.dms.waitFor((messages) =>
    messages.find((message) => textOf(message).includes("You can make videos in **Test Server**")),
  );
  expect(steady(textOf(await stage.logged(/can make videos again/)))).toMatchInlineSnapshot(`
    "✅ <@…> can make videos again: the block is lifted.
    -# <@…> · <t:…:f>"
  `);
});

test("all of it survives a restart", async () => {
  const stage = await moderate(LIST);
  await stage.refused("spam 1");
  await stage.stopBot();
  await stage.startBot();
  await stage.refused("spam 2");
  await stage.refused("spam 3");
  await stage.stopBot();
  await stage.startBot();
  const refusal = await stage.refused();
  expect(buttonsOf(refusal)).toEqual(["Appeal"]);
  expect(await stage.told("moderate strikes", { member: stage.member })).toMatch(/Blocked until/);
  expect(await stage.told("moderate log")).toMatch(/3 strikes/);
});

test("a moderator sees the strikes, clears them and unblocks from one panel", async () => {
  const stage = await moderate(LIST);
  const { moderator, desk } = stage;
  await becomeBlocked(stage);
  const use = await desk.slash("moderate strikes", { member: stage.member });
  const panel = await shownPrivately(desk, use);
  expect(steady(textOf(panel))).toMatchInlineSnapshot(`
    "### Strikes of <@…>
    ⛔ Blocked until <t:…:f> (<t:…:R>), by the bot, for strikes, since <t:…:f>.
    **0 of 3** strikes: at 3 the bot blocks for a while. A strike counts for 30 days, or until it has led to a block.
    - <t:…:f> · Asked for something that the blocklist of the server does not allow: “spam”.
    - <t:…:f> · Asked for something that the blocklist of the server does not allow: “spam”.
    - <t:…:f> · Asked for something that the blocklist of the server does not allow: “spam”."
  `);
  expect(buttonsOf(panel)).toEqual(["Clear strikes", "Unblock"]);
  await (await moderator.press(panel, "Unblock")).response();
  await desk.waitFor((messages) =>
    messages.find(
      ({ id, ...message }) => id === panel.id && /Not blocked/.test(textOf({ id, ...message })),
    ),
  );
  const unblocked = desk.messages().find(({ id }) => id === panel.id) ?? panel;
  expect(buttonsOf(unblocked)).toEqual(["Clear strikes"]);
  const cleared = await (await moderator.press(unblocked, "Clear strikes")).message();
  expect(steady(textOf(cleared))).toMatchInlineSnapshot(`
    "### Strikes of <@…>
    Not blocked.
    **0 of 3** strikes: at 3 the bot blocks for a while. A strike counts for 30 days, or until it has led to a block.
    There are no strikes."
  `);
  expect(await stage.told("moderate log", { member: stage.member })).toMatch(/are cleared/);
});

test("whoever moderates tries the list out without collecting strikes", async () => {
  const stage = await moderate(LIST);
  for (const prompt of ["spam 1", "spam 2", "spam 3", "spam 4"]) {
    expect(await stage.told("video", { prompt })).toBe(
      "The blocklist of this server does not allow a word in your prompt. Nothing was spent.",
    );
  }
});

test("strikes block nobody where the threshold is 0", async () => {
  const stage = await moderate({ ...LIST, strikeThreshold: 0 });
  for (const prompt of ["spam 1", "spam 2", "spam 3", "spam 4"]) {
    expect(textOf(await stage.refused(prompt))).toBe(
      "The blocklist of this server does not allow a word in your prompt. Nothing was spent.",
    );
  }
  await (await ask(stage)).task();
});
