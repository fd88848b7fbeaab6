import { expect, test } from "vitest";
import type { Use } from "../../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { dayOf } from "../../../src/policy/money/days.ts";
import { documentId, type Booking } from "../../../src/policy/money/spending.ts";
import { ask } from "../../support/asking.ts";
import { galleryOf, shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { runSql, withStore } from "../../support/left-records.ts";
import { moderate, type Moderated } from "../../support/moderating.ts";
import type { Stage } from "../../support/stage.ts";

const DAY_MS = 86_400_000;

/** Has the bot start with these costs booked, each so many days ago. */
async function beginWithCosts(
  stage: Stage,
  costs: readonly (Partial<Booking> & { daysAgo: number; microUsd: number })[],
): Promise<void> {
  await stage.stopBot();
  await withStore(stage, async ({ spending }) => {
    for (const [index, { daysAgo, ...booking }] of costs.entries()) {
      const admittedAt = stage.clock.now() - daysAgo * DAY_MS;
      const id = documentId(stage.guild.id, dayOf(admittedAt, "UTC").name);
      await spending.update(id, (current) => ({
        ...current,
        [String(900_000_000_000_000_000n + BigInt(index))]: {
          memberId: stage.member.id,
          videos: 1,
          admittedAt,
          keyId: null,
          estimated: false,
          overrunMicroUsd: 0,
          ...booking,
        },
      }));
    }
  });
  await stage.startBot();
}

async function panel(stage: Moderated, options: { days?: number } = {}): Promise<WireMessage> {
  const use = await stage.desk.slash("usage server", options);
  await shownPrivately(stage.desk, use);
  return stage.desk.waitFor((messages) =>
    messages.find(
      (message) =>
        message.id === use.interaction.originalMessageId && !textOf(message).includes("Adding up"),
    ),
  );
}

/** What a press is answered with alone, once it is no longer "thinking…". */
async function answered(stage: Moderated, use: Use): Promise<WireMessage> {
  await shownPrivately(stage.desk, use);
  return use.message();
}

/** Without ids, dates and names of members, which differ every time. */
const steady = (text: string): string =>
  text
    .replaceAll(/\d{15,}/g, "1")
    .replaceAll(/\d{4}-\d{2}-\d{2}/g, "2026-01-01")
    .replaceAll(/<t:\d+:R>/g, "<t:1:R>");

test("moderators of a server without videos read so", async () => {
  const stage = await moderate();
  expect(textOf(await panel(stage))).toMatchInlineSnapshot(`
    "### Spent in this server in the last 30 days: $0.00
    0 videos of 0 requests by 0 members.
    **Today** $0.00, no budget set
    **This month** $0.00, no budget set
    -# Days begin at midnight in UTC."
  `);
});

test("moderators see what was spent, by whom, what was dearer, and a chart that is described", async () => {
  const stage = await moderate({ budget: { dayMicroUsd: 5_000_000, monthMicroUsd: null } });
  const other = stage.guild.addMember({ name: "Member Two" });
  await beginWithCosts(stage, [
    { daysAgo: 0, microUsd: 99_450, memberId: other.id },
    { daysAgo: 1, microUsd: 795_600, videos: 2, overrunMicroUsd: 100_000, estimated: true },
    { daysAgo: 6, microUsd: 3_000_000, videos: 4 },
    { daysAgo: 7, microUsd: 9_000_000, videos: 4 },
  ]);
  const shown = await panel(stage, { days: 7 });
  expect(steady(textOf(shown).replaceAll(other.id, "2")).replace(/This month.*/, "This month…"))
    .toMatchInlineSnapshot(`
    "### Spent in this server in the last 7 days: $3.90
    7 videos of 3 requests by 2 members.
    **Today** $0.10 of $5.00 · **$4.90 left**
    **This month…
    **Dearer than expected** 1 request, by $0.10 in all
    **Estimated** 1 request: Runware did not say the price
    -# Days begin at midnight in UTC.
    **By member**
    - <@1> $3.80 · 6 videos
    - <@2> $0.10 · 1 video"
  `);
  const [picture] = galleryOf(shown);
  expect(steady(picture?.description ?? "")).toMatchInlineSnapshot(
    `"Bar chart of what was spent per day from 2026-01-01 to 2026-01-01. The most was $3.00 on 2026-01-01; today $0.10; $3.90 in all."`,
  );
  const bytes = Buffer.from(await (await fetch(picture?.media.url ?? "")).arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
});

test("the table has a line for every request, with names that run no formula", async () => {
  const stage = await moderate({}, { runware: { renderMs: () => 0 } });
  const other = stage.guild.addMember({ name: '=HYPERLINK("http://x.example";"you")' });
  await (await ask(stage, { prompt: "a secret boat" })).over();
  await (await ask(stage, { results: 2 }, { by: other })).over();
  const press = await stage.moderator.press(await panel(stage), "Download as a table (CSV)");
  const [file] = (await answered(stage, press)).attachments;
  expect(file?.filename).toBe("spending-30-days.csv");
  const text = await (await fetch(file?.url ?? "")).text();
  expect(
    text
      .replaceAll(/\d{15,}/g, "1")
      .replaceAll(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/g, "2026-01-01")
      .split("\r\n"),
  ).toMatchInlineSnapshot(`
    [
      "day,time_utc,request,member_id,member,videos,cost_usd,cost_is_estimate,above_reserved_usd,key",
      "2026-01-01,2026-01-01,1,1,"'=HYPERLINK(""http://x.example"";""you"")",2,0.154200,no,0.000000,bot",
      "2026-01-01,2026-01-01,1,1,Member One,1,0.077100,no,0.000000,bot",
      "",
    ]
  `);
  expect(text).not.toContain("secret");
});

test("what is under way shows as reserved", async () => {
  const stage = await moderate({}, { runware: { manual: true } });
  await (await ask(stage)).rendering();
  expect(textOf(await panel(stage))).toMatch(
    /\*\*Reserved\*\* for what is under way: up to \$0\.16/,
  );
});

test("a day that cannot be read is named as missing", async () => {
  const stage = await moderate();
  await beginWithCosts(stage, [
    { daysAgo: 0, microUsd: 1_000_000 },
    { daysAgo: 2, microUsd: 1_000_000 },
  ]);
  await stage.stopBot();
  const day = dayOf(stage.clock.now() - 2 * DAY_MS, "UTC").name;
  const key = `spending:${documentId(stage.guild.id, day)}`;
  await runSql(stage, `UPDATE keyv SET value = '{"version":1,"record":7}' WHERE key = '${key}'`);
  await stage.startBot();
  const text = textOf(await panel(stage));
  expect(text).toContain(`What was spent on ${day} cannot be read and is missing here.`);
  expect(text).toContain("$1.00");
});

test("a plain member is refused at the command, at a forged press, and from another server", async () => {
  const stage = await moderate();
  await beginWithCosts(stage, [{ daysAgo: 0, microUsd: 1_000_000 }]);
  const seat = stage.member.in(stage.channel);
  const refusal =
    "You need the permission **Manage Messages** in this channel for this. Nothing was changed.";
  expect(await toldPrivately(seat, await seat.forge.slash("usage server"))).toBe(refusal);
  const card = (await ask(stage)).card();
  const forged = seat.forge.press(card, `usage-csv:${stage.guild.id}:30`);
  expect(await toldPrivately(seat, forged)).toBe(refusal);
  const elsewhere = stage.desk.forge.press(card, "usage-csv:123456789012345678:30");
  expect(await toldPrivately(stage.desk, elsewhere)).toMatch(/belongs to another server/);
});

test("days that were forged into a button are taken for the usual ones", async () => {
  const stage = await moderate();
  await beginWithCosts(stage, [{ daysAgo: 40, microUsd: 1_000_000 }]);
  const card = (await ask(stage)).card();
  const use = stage.desk.forge.press(card, `usage-csv:${stage.guild.id}:9999`);
  expect(textOf(await answered(stage, use))).toBe("Nothing was spent in these days.");
});
