import { expect, test } from "vitest";
import { dayOf } from "../../../src/policy/money/days.ts";
import { ask } from "../../support/asking.ts";
import { cardWith, toldPrivately } from "../../support/cards.ts";
import { allArchived, runSql, withStore } from "../../support/left-records.ts";
import { manage, restart } from "../../support/managing.ts";
import type { Stage } from "../../support/stage.ts";

/** What the smallest video costs, and what is held for it before any was made: twice that. */
const COST = 77_100;
const BOUND = 2 * COST;

const usd = (microUsd: number): number => microUsd / 1_000_000;

/** Asks once more and resolves with the refusal. */
async function refusal(stage: Stage, by = stage.member): Promise<string> {
  const seat = by.in(stage.channel);
  const options = { prompt: "a paper boat", resolution: "360p" };
  return toldPrivately(seat, await seat.slash("video", options));
}

const steady = (text: string): string => text.replaceAll(/<t:\d+:R>/g, "<t:1:R>");

/** The bot's, Runware's and Discord's clocks together. */
function goOn(stage: Stage, ms: number): void {
  stage.discord.clock.advance(ms);
  stage.clock.advance(ms);
}

test("a server's budget is used up, and is there again at midnight of its own time zone", async () => {
  const stage = await manage({ runware: { renderMs: () => 0 } });
  const timeZone = "Asia/Kathmandu";
  await stage.told("settings budget", { day: usd(BOUND), timezone: timeZone });
  await (await ask(stage)).over();
  // The price is known now, and what is left is exactly that.
  await (await ask(stage)).over();
  const sentence = await refusal(stage);
  expect(steady(sentence)).toMatchInlineSnapshot(
    `"This server may spend $0.1542 a day: $0.00 of that is left, and this request may cost up to $0.0771. There is more again <t:1:R>. Nothing was spent."`,
  );
  const renewsAt = Number(/<t:(\d+):R>/.exec(sentence)?.[1]) * 1000;
  expect(renewsAt).toBe(dayOf(stage.clock.now(), timeZone).until);

  goOn(stage, renewsAt - stage.clock.now() + 1000);
  await (await ask(stage)).over();
});

test("what a failed request held is there again", async () => {
  const stage = await manage({ runware: { manual: true } });
  await stage.told("settings budget", { day: usd(BOUND) });
  const rendering = await ask(stage);
  const task = await rendering.rendering();
  expect(await refusal(stage)).toMatch(/\$0\.00 of that is left/);
  await stage.runware.fail(task.taskUUID);
  await rendering.over();
  const again = await ask(stage);
  await again.rendering();
  expect(await refusal(stage)).toMatch(/\$0\.00 of that is left/);
});

test("what a request held that was cancelled in line is there again", async () => {
  const stage = await manage({ env: { RUNWARE_CONCURRENCY: "1" }, runware: { manual: true } });
  await stage.told("settings budget", { day: usd(2 * BOUND) });
  await (await ask(stage)).rendering();
  const queued = await ask(stage);
  expect(await refusal(stage)).toMatch(/\$0\.00 of that is left/);
  await stage.member.press(queued.card(), "Cancel");
  await queued.over();
  await ask(stage);
  expect(await refusal(stage)).toMatch(/\$0\.00 of that is left/);
});

test("what was spent and what is held stay after a restart", async () => {
  const stage = await manage({ runware: { manual: true } });
  await stage.told("settings budget", { day: usd(BOUND + COST - 1) });
  const first = await ask(stage);
  const { taskUUID } = await first.rendering();
  await restart(stage);
  expect(await refusal(stage)).toMatch(/\$0\.077 of that is left/);
  await stage.runware.finish(taskUUID);
  await first.over();
  await allArchived(stage);
  await restart(stage);
  await (await ask(stage)).rendering();
  expect(await refusal(stage)).toMatch(/\$0\.077 of that is left/);
});

test("one process's death between the cost and its booking loses nothing", async () => {
  const stage = await manage({ runware: { renderMs: () => 0 } });
  const asked = await ask(stage);
  await asked.over();
  await stage.told("settings budget", { day: usd(2 * COST - 1) });
  await allArchived(stage);
  await stage.stopBot();
  await withStore(stage, async ({ spending, unfinished, archive }) => {
    const record = await archive.get(asked.id);
    if (record === undefined) throw new Error("it was not archived");
    await unfinished.set(record.id, record);
    await spending.update(`${record.guildId}:${record.day}`, () => ({}));
  });
  await stage.startBot();
  expect(await refusal(stage)).toMatch(/\$0\.077 of that is left/);
});

test("an allowance is each member's own, and a role with more wins", async () => {
  const stage = await manage({ runware: { renderMs: () => 0 } });
  const role = stage.guild.createRole({ name: "Artists" });
  await stage.told("settings allowance", { videos: 1 });
  await stage.told("settings allowance", { videos: 2, role });
  await (await ask(stage)).over();
  expect(steady(await refusal(stage))).toMatchInlineSnapshot(
    `"You have used the one video that you may make here a day. There is more again <t:1:R>. Nothing was spent."`,
  );
  const artist = stage.guild.addMember({ name: "Member Two", roles: [role.id] });
  await (await ask(stage, {}, { by: artist })).over();
  await (await ask(stage, {}, { by: artist })).over();
  expect(await refusal(stage, artist)).toMatch(/used the 2 videos/);
});

test("members wait for what they have under way where only so much may be at once", async () => {
  const stage = await manage({ runware: { manual: true } });
  await stage.told("settings allowance", { at_once: 1 });
  const first = await ask(stage);
  const { taskUUID } = await first.rendering();
  expect(steady(await refusal(stage))).toMatchInlineSnapshot(
    `"You may have 1 request under way at once here, and one is. Ask again when it is finished. Nothing was spent."`,
  );
  await stage.runware.finish(taskUUID);
  await first.over();
  await (await ask(stage)).rendering();
});

test("the operator's budget holds over all servers and names no figure", async () => {
  const stage = await manage({
    env: { BUDGET_DAY: String(usd(BOUND)), GUILD_BUDGET_DAY: "1" },
    runware: { manual: true },
  });
  await (await ask(stage)).rendering();
  const sentence = steady(await refusal(stage));
  expect(sentence).toMatchInlineSnapshot(
    `"What the bot may spend today, in all servers together, is not enough for this request any more. There is more again <t:1:R>. Nothing was spent."`,
  );
  expect(sentence).not.toMatch(/\$/);
});

test("a server whose spending cannot be read makes nothing new, and the operator is told", async () => {
  const stage = await manage({ runware: { renderMs: () => 0 } });
  await (await ask(stage)).over();
  await allArchived(stage);
  await stage.stopBot();
  const sql = `UPDATE keyv SET value = '{"version":1,"record":7}' WHERE key LIKE 'spending:%'`;
  await runSql(stage, sql);
  await stage.startBot();
  expect(await refusal(stage)).toMatchInlineSnapshot(
    `"What this server has spent this month cannot be read, so nothing new is made here. Nothing was spent. The bot's operator finds the reason in the log."`,
  );
  expect(stage.log.lines).toContainEqual(
    expect.objectContaining({ level: "error", guildId: stage.guild.id, day: expect.any(String) }),
  );
});

test("an event that Discord sends twice at once is paid once, with the last of the money", async () => {
  const stage = await manage({ runware: { manual: true } });
  await stage.told("settings budget", { day: usd(BOUND) });
  const seat = stage.member.in(stage.channel);
  stage.discord.faults.pauseInteractions();
  const use = await seat.slash("video", { prompt: "a paper boat", resolution: "360p" });
  stage.discord.replay(use.interactionId);
  stage.discord.replay(use.interactionId);
  stage.discord.faults.resumeInteractions();
  await cardWith(seat, use, "Rendering");
  expect(stage.runware.tasks).toHaveLength(1);
  await stage.runware.fail(stage.runware.tasks[0]?.taskUUID ?? "");
  await allArchived(stage);
  await ask(stage);
});

test("of many requests at once only as many are made as there is money for", async () => {
  const stage = await manage({
    env: { RUNWARE_CONCURRENCY: "50" },
    runware: { renderMs: () => 0 },
  });
  await stage.told("settings budget", { day: usd(5 * BOUND) });
  const seat = stage.member.in(stage.channel);
  const uses = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      seat.slash("video", { prompt: `boat ${index}`, resolution: "360p" }),
    ),
  );
  const answers = await Promise.all(uses.map((use) => use.message()));
  const refused = answers.filter(({ content }) => /This server may spend/.test(content));
  await allArchived(stage);
  expect(stage.runware.tasks).toHaveLength(40 - refused.length);
  expect(stage.runware.tasks.length).toBeGreaterThanOrEqual(5);
  expect(stage.runware.tasks.length * COST).toBeLessThanOrEqual(5 * BOUND);
});
