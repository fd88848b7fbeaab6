import { expect, test } from "vitest";
import { ask, type Asked } from "../../support/asking.ts";
import {
  buttonsOf,
  galleryOf,
  shownPrivately,
  textOf,
  toldPrivately,
  videosOf,
} from "../../support/cards.ts";
import { allArchived, spooledIds, stored, withStore } from "../../support/left-records.ts";
import { reviewed, type Reviewed } from "../../support/reviewing.ts";

test("More offers a member Report, and a moderator Spoiler and Delete as well", async () => {
  const { stage, asked } = await done();
  const forMember = await more(stage, asked, stage.guild.addMember({ name: "Member Two" }));
  expect(buttonsOf(forMember)).toEqual(["Details", "Report"]);
  const forModerator = await more(stage, asked, stage.moderator);
  expect(buttonsOf(forModerator)).toEqual(["Details", "Report", "Spoiler", "Delete"]);
});

test("a moderator puts the videos behind a click, and shows them again", async () => {
  const { stage, asked } = await done({ results: 2 });
  const before = uploads(stage);
  await press(stage, await more(stage, asked, stage.moderator), "Spoiler");
  await expect.poll(() => spoilers(asked)).toEqual([true, true]);
  expect(uploads(stage)).toBe(before);
  const panel = await more(stage, asked, stage.moderator);
  expect(await press(stage, panel, "Show openly")).toBe("The video is shown openly again.");
  expect(spoilers(asked)).toEqual([false, false]);
  await stage.logged(/shown openly again/);
});

test("a button pressed twice does not undo itself", async () => {
  const { stage, asked } = await done();
  const panel = await more(stage, asked, stage.moderator);
  await press(stage, panel, "Spoiler");
  await press(stage, panel, "Spoiler");
  expect(spoilers(asked)).toEqual([true]);
});

test("the Apps menu does the same", async () => {
  const { stage, asked } = await done();
  const use = await stage.moderator.messageCommand(asked.card(), "Spoiler video");
  expect(await said(stage, use)).toBe("The video is behind a click now.");
  expect(spoilers(asked)).toEqual([true]);
  const again = await stage.moderator.messageCommand(asked.card(), "Spoiler video");
  expect(await said(stage, again)).toBe("The video is shown openly again.");
});

test("a deleted video leaves no message and no file, and is asked about once", async () => {
  const { stage, asked } = await done();
  const panel = await more(stage, asked, stage.moderator);
  const use = await stage.moderator.press(panel, "Delete");
  const question = await shownPrivately(stage.moderator.in(stage.channel), use);
  expect(textOf(question)).toContain("Delete this video");
  expect(stage.channel.messages()).toHaveLength(1);
  expect(await press(stage, question, "Delete for good")).toMatch(/^Deleted/);
  expect(stage.channel.messages()).toEqual([]);
  expect(await spooledIds(stage)).toEqual([]);
  const line = await stage.logged(/is deleted/);
  expect(textOf(line)).toContain(`<@${stage.moderator.id}>`);
  const seat = stage.member.in(stage.channel);
  const late = seat.forge.press(await seat.send("anything"), `details:${asked.id}`);
  expect(await toldPrivately(seat, late)).toMatch(/was deleted/);
});

test("what a deleted video cost stays on its record", async () => {
  const { stage, asked } = await done();
  await deleted(stage, asked);
  const { archive } = await stored(stage, asked.id);
  expect(archive?.cost).toEqual({ microUsd: 50_000, estimated: false });
  expect(archive?.deleted?.by).toBe(stage.moderator.id);
});

test("one that is still being made is cancelled with its message", async () => {
  const stage = await reviewed({ flagged: [], runware: { manual: true } });
  const asked = await ask(stage);
  const { taskUUID } = await asked.rendering();
  await deleted(stage, asked);
  await stage.runware.finish(taskUUID);
  await allArchived(stage);
  expect(stage.channel.messages()).toEqual([]);
  expect(stage.member.directMessages).toEqual([]);
  expect(await spooledIds(stage)).toEqual([]);
  const { archive } = await stored(stage, asked.id);
  expect(archive).toMatchObject({ state: "cancelled", cost: { microUsd: 50_000 } });
});

test("one that still waits for its turn costs nothing", async () => {
  const stage = await reviewed({
    flagged: [],
    runware: { manual: true },
    env: { RUNWARE_CONCURRENCY: "1" },
  });
  await (await ask(stage)).rendering();
  const asked = await ask(stage);
  await asked.shows(/Queued/);
  await deleted(stage, asked);
  expect(stage.channel.messages()).toHaveLength(1);
  const { archive } = await stored(stage, asked.id);
  expect(archive).toMatchObject({ state: "cancelled", cost: null, reservedMicroUsd: 0 });
});

test("one that waits for a moderator is gone from the log channel too", async () => {
  const stage = await reviewed({ flagged: [1] });
  const asked = await ask(stage, { results: 2 });
  await stage.question(asked);
  await asked.shows(/1 of 2 videos is held/);
  await deleted(stage, asked);
  const closed = await stage.logged(/🗑️ Deleted by/);
  expect(closed.attachments).toEqual([]);
  expect(buttonsOf(closed)).toEqual([]);
  await allArchived(stage);
  await expect.poll(() => spooledIds(stage)).toEqual([]);
  expect(await withStore(await stopped(stage), ({ reviewing }) => reviewing.get(asked.id))).toBe(
    undefined,
  );
});

test("a video whose card a moderator deletes while it is uploaded goes nowhere else", async () => {
  const stage = await reviewed({ flagged: [] });
  const upload = stage.discord.faults.next({
    match: { method: "PATCH", upload: true },
    do: { delayMs: 500, when: "before" },
  });
  const asked = await ask(stage);
  await upload.met;
  await deleted(stage, asked);
  await allArchived(stage);
  expect(stage.channel.messages()).toEqual([]);
  expect(stage.member.directMessages).toEqual([]);
});

async function done(given: Record<string, unknown> = {}): Promise<{
  stage: Reviewed;
  asked: Asked;
}> {
  const stage = await reviewed({ flagged: [] });
  const asked = await ask(stage, given);
  expect(videosOf(await asked.over()).length).toBeGreaterThan(0);
  await allArchived(stage);
  return { stage, asked };
}

async function more(stage: Reviewed, asked: Asked, by: Reviewed["member"]) {
  return shownPrivately(by.in(stage.channel), await by.press(asked.card(), "More"));
}

const press = async (
  stage: Reviewed,
  message: Parameters<Reviewed["member"]["press"]>[0],
  label: string,
): Promise<string> => said(stage, await stage.moderator.press(message, label));

async function said(
  stage: Reviewed,
  use: Awaited<ReturnType<Reviewed["member"]["press"]>>,
): Promise<string> {
  await shownPrivately(stage.moderator.in(stage.channel), use);
  return textOf(await use.message());
}

async function deleted(stage: Reviewed, asked: Asked): Promise<void> {
  const use = await stage.moderator.messageCommand(asked.card(), "Delete video");
  const question = await shownPrivately(stage.moderator.in(stage.channel), use);
  expect(await press(stage, question, "Delete for good")).toMatch(/^Deleted/);
}

async function stopped(stage: Reviewed): Promise<Reviewed> {
  await stage.stopBot();
  return stage;
}

const spoilers = (asked: Asked): boolean[] =>
  galleryOf(asked.card()).map(({ spoiler }) => spoiler ?? false);

const uploads = ({ discord }: Reviewed): number =>
  discord.wire.entries.filter(({ files }) => files.length > 0).length;
