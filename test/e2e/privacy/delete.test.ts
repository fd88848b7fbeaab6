import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { textOf } from "../../support/cards.ts";
import { allArchived, runSql, withStore } from "../../support/left-records.ts";
import { moderate } from "../../support/moderating.ts";
import { png } from "../../support/png.ts";
import { setStage } from "../../support/stage.ts";
import { deleteEverything, filesWith, keptFrames, rowsWith } from "./support.ts";

const AT_ONCE = { runware: { renderMs: () => 0 } };
const PROMPT = "an unmistakable lighthouse of paper";

test("nothing in the store or on disk names the member or their prompts afterwards", async () => {
  const stage = await moderate({}, AT_ONCE);
  const { member, channel } = stage;
  const asked = await ask(stage, { prompt: PROMPT, first_frame: png() });
  const card = await asked.over();
  await allArchived(stage);
  const seat = member.in(channel);
  await (await seat.slash("defaults set", { duration: 8 })).message();
  await (await seat.slash("preset save", { name: "Mine", duration: 8 })).message();
  const gallery = await (await seat.slash("gallery")).message();
  await (await member.press(gallery, "Favourite · 0")).response();
  const form = await (await member.messageCommand(card, "Report video")).modal();
  await (await member.submit(form, { reason: "not for here" })).message();
  await stage.told("moderate block", { member, reason: "loud" });
  expect((await rowsWith(stage, member.id)).length).toBeGreaterThan(5);

  const answer = await deleteEverything(stage);
  expect(answer.content).toContain("I am deleting it now");
  await expect.poll(() => rowsWith(stage, member.id), { timeout: 15_000 }).toEqual([]);
  await expect.poll(() => keptFrames(stage), { timeout: 15_000 }).toEqual([]);
  await expect
    .poll(() => channel.messages().map(({ id }) => id), { timeout: 15_000 })
    .not.toContain(card.id);
  expect(await rowsWith(stage, PROMPT)).toEqual([]);
  await stage.stopBot();
  expect(await filesWith(stage, member.id)).toEqual([]);
  expect(await filesWith(stage, PROMPT)).toEqual([]);
});

test("a block, strikes and what a moderator did survive under another name, and still hold", async () => {
  const stage = await moderate({}, AT_ONCE);
  const { member, moderator } = stage;
  await stage.told("moderate block", { member, reason: "loud" });
  await deleteEverything(stage);
  await expect.poll(() => rowsWith(stage, member.id), { timeout: 15_000 }).toEqual([]);
  expect(textOf(await stage.refused())).toContain("A moderator of this server has blocked you");
  // Also for a process that has never heard of the member under this id.
  await stage.stopBot();
  await stage.startBot();
  expect(textOf(await stage.refused())).toContain("A moderator of this server has blocked you");
  expect(await stage.told("moderate log")).toContain("a former member cannot make videos");
  expect(await stage.told("moderate unblock", { member })).toContain("can make videos");
  expect(moderator.id).not.toBe(member.id);
  await (await ask(stage)).over();
});

test("what was spent stays in the books and in the member's allowance of today", async () => {
  const stage = await moderate(
    { allowance: { everyone: { videosPerDay: 1, microUsdPerDay: null, atOnce: null }, roles: {} } },
    AT_ONCE,
  );
  await (await ask(stage)).over();
  await allArchived(stage);
  await deleteEverything(stage);
  await expect.poll(() => rowsWith(stage, stage.member.id), { timeout: 15_000 }).toEqual([]);
  await stage.stopBot();
  const bookings = await withStore(stage, async ({ spending }) => {
    const found: { memberId: string; microUsd: number }[] = [];
    for await (const row of spending.readAll()) {
      if ("value" in row) found.push(...Object.values(row.value));
    }
    return found;
  });
  expect(bookings).toMatchObject([{ memberId: expect.stringMatching(/^former-[0-9a-f]{32}$/) }]);
  expect(bookings[0]?.microUsd).toBeGreaterThan(0);
  await stage.startBot();
  expect(textOf(await stage.refused())).toContain("You have used the one video");
});

test("what waits is cancelled, what is being made ends unseen and is booked", async () => {
  const stage = await setStage({ runware: { manual: true }, env: { RUNWARE_CONCURRENCY: "1" } });
  const { member, channel } = stage;
  const running = await ask(stage, { prompt: PROMPT });
  const task = await running.rendering();
  await ask(stage);
  await deleteEverything(stage);
  await expect
    .poll(() => runSql(stage, "SELECT key FROM keyv WHERE key LIKE 'unfinished:%'"), {
      timeout: 15_000,
    })
    .toEqual([{ key: `unfinished:${running.id}` }]);
  await stage.runware.finish(task.taskUUID);
  await expect.poll(() => rowsWith(stage, member.id), { timeout: 20_000 }).toEqual([]);
  expect(await rowsWith(stage, "former-")).toContainEqual({
    key: expect.stringMatching(`^spending:${stage.guild.id}:`),
  });
  expect(stage.runware.tasks).toHaveLength(1);
  expect(channel.messages()).toEqual([]);
  expect(member.directMessages).toEqual([]);
});

test("a deletion that a crash ended goes on at the next start", async () => {
  const stage = await setStage(AT_ONCE);
  const asked = await ask(stage, { prompt: PROMPT });
  await asked.over();
  await allArchived(stage);
  await stage.stopBot();
  await withStore(stage, ({ erasures }) =>
    erasures.set(asked.id, { memberId: stage.member.id, since: stage.clock.now() }),
  );
  await stage.startBot();
  await expect.poll(() => rowsWith(stage, stage.member.id), { timeout: 15_000 }).toEqual([]);
  await expect.poll(() => stage.channel.messages(), { timeout: 15_000 }).toEqual([]);
});

test("a frame that another member's request needs stays, and so does everything of theirs", async () => {
  const stage = await setStage(AT_ONCE);
  const other = stage.guild.addMember({ name: "Member Two" });
  await (await ask(stage, { first_frame: png() })).over();
  const theirs = await ask(stage, { first_frame: png() }, { by: other });
  const card = await theirs.over();
  await allArchived(stage);
  await deleteEverything(stage);
  await expect.poll(() => rowsWith(stage, stage.member.id), { timeout: 15_000 }).toEqual([]);
  await expect
    .poll(() => stage.channel.messages().map(({ id }) => id), { timeout: 15_000 })
    .toEqual([card.id]);
  expect(await keptFrames(stage)).toHaveLength(1);
  expect(await rowsWith(stage, other.id)).toContainEqual({ key: `archive:${theirs.id}` });
});

test("nobody deletes another member's data with a forged button", async () => {
  const stage = await setStage(AT_ONCE);
  const other = stage.guild.addMember({ name: "Member Two" });
  const theirs = await ask(stage, {}, { by: other });
  const card = await theirs.over();
  await allArchived(stage);
  const forged = stage.member.in(stage.channel).forge.press(card, `privacy-delete:${other.id}`);
  expect((await forged.message()).content).toContain("Nothing was deleted.");
  expect(await rowsWith(stage, other.id)).toContainEqual({ key: `archive:${theirs.id}` });
});
