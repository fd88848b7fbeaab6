import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { shownPrivately, textOf } from "../../support/cards.ts";
import { dayOf } from "../../../src/policy/money/days.ts";
import { documentId } from "../../../src/policy/money/spending.ts";
import { withStore } from "../../support/left-records.ts";
import { manage, restart, type Managed } from "../../support/managing.ts";
import type { Actor } from "../../../playground/discord/actor/member.ts";

async function mine(stage: Managed, by: Actor = stage.member): Promise<string> {
  const place = by.in(stage.channel);
  return textOf(await shownPrivately(place, await place.slash("usage mine")));
}

/** Without ids and times, which differ every time. */
const steady = (text: string): string =>
  text.replaceAll(/\d{15,}/g, "1").replaceAll(/<t:\d+:R>/g, "<t:1:R>");

test("a member who has made nothing reads so", async () => {
  expect(steady(await mine(await manage()))).toMatchInlineSnapshot(`
    "### Your videos today
    **Videos** 0
    **Spent** $0.00
    **Under way** 0
    -# You have no limit of your own. What the whole server may spend can still run out before.
    Nothing that you asked for here in the last weeks has cost anything."
  `);
});

test("a member reads what they made today, what is left, and what each cost, with a link", async () => {
  const stage = await manage({ runware: { renderMs: () => 0 } });
  await stage.told("settings allowance", { videos: 5, usd: 2, at_once: 2 });
  await (await ask(stage, { prompt: "a *paper* boat\n[in](http://rain.example)" })).over();
  await (await ask(stage, { prompt: "a red kite", results: 2 })).over();
  await (await ask(stage, { prompt: "a secret garden", private: true })).over();
  expect(steady(await mine(stage))).toMatchInlineSnapshot(`
    "### Your videos today
    **Videos** 4 of 5 · **1 left**
    **Spent** $0.31 of $2.00 · **$1.69 left**
    **Under way** 0 of 2 · **2 left**
    -# A new day begins <t:1:R>.
    ### What your last requests cost
    - **$0.0771** · <t:1:R> · a secret garden (private)
    - **$0.1542** · <t:1:R> · 2 videos · [a red kite](https://discord.com/channels/1/1/1)
    - **$0.0771** · <t:1:R> · [a \\*paper\\* boat \\[in\\](http\\://rain.example)](https://discord.com/channels/1/1/1)"
  `);
});

test("what is under way is reserved, and counts as under way", async () => {
  const stage = await manage({ runware: { manual: true } });
  await (await ask(stage)).rendering();
  await stage.told("settings allowance", { usd: 2 });
  expect(steady(await mine(stage))).toMatchInlineSnapshot(`
    "### Your videos today
    **Videos** 1
    **Spent** $0.00, and up to $0.16 more for what is under way of $2.00 · **$1.84 left**
    **Under way** 1
    -# A new day begins <t:1:R>.
    Nothing that you asked for here in the last weeks has cost anything."
  `);
  await restart(stage);
  expect(steady(await mine(stage))).toMatch(/\*\*Under way\*\* 1/);
});

test("a cost that came after the bot had given up is shown as free, and takes nothing of the allowance", async () => {
  const stage = await manage();
  await stage.told("settings allowance", { videos: 1 });
  await stage.stopBot();
  await withStore(stage, async ({ spending }) => {
    const admittedAt = stage.clock.now();
    const day = documentId(stage.guild.id, dayOf(admittedAt, "UTC").name);
    const booking = { memberId: stage.member.id, microUsd: 77_100, videos: 1, admittedAt };
    const rest = { keyId: null, estimated: false, overrunMicroUsd: 77_100, late: true };
    await spending.set(day, { "900000000000000001": { ...booking, ...rest } });
  });
  await stage.startBot();
  const text = await mine(stage);
  expect(text).toMatch(/\*\*Videos\*\* 0 of 1 · \*\*1 left\*\*\n\*\*Spent\*\* \$0\.00\n/);
  expect(text).toMatch(/\*\*\$0\.0771\*\* · free for you: it came too late/);
});

test("everybody reads their own alone", async () => {
  const stage = await manage({ runware: { renderMs: () => 0 } });
  await (await ask(stage, { prompt: "a red kite" })).over();
  expect(await mine(stage)).toContain("red kite");
  const other = stage.guild.addMember({ name: "Member Two" });
  expect(await mine(stage, other)).not.toContain("red kite");
});
