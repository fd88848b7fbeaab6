import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { galleryOf, textOf, videosOf } from "../../support/cards.ts";
import { allArchived, runSql } from "../../support/left-records.ts";
import { setStage, type Stage } from "../../support/stage.ts";
import { SILENT, startS3, UNAVAILABLE, type S3Server } from "../../contract/archive/s3-server.ts";
import { look } from "../gallery/looking.ts";

/** The bot with a bucket, and videos that are rendered at once. */
async function stageWithBucket(env: Record<string, string> = {}): Promise<[Stage, S3Server]> {
  const s3 = await startS3();
  const stage = await setStage({ env: { ...s3.env, ...env }, runware: { renderMs: () => 0 } });
  return [stage, s3];
}

const jobs = (stage: Stage): Promise<unknown[]> =>
  runSql(stage, "SELECT key FROM keyv WHERE key LIKE 'copy-jobs:%'");

/** Waits until nothing is left to be done with copies. */
const settled = (stage: Stage): Promise<void> =>
  expect.poll(() => jobs(stage), { timeout: 15_000 }).toEqual([]);

/** A video of the first member, deleted by a moderator. */
async function remove(stage: Stage, card: Parameters<Stage["member"]["messageCommand"]>[0]) {
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const question = await (await moderator.messageCommand(card, "Delete video")).message();
  await (await moderator.press(question, "Delete for good")).response();
}

test("each delivered video is in the bucket afterwards, under its server and its request", async () => {
  const [stage, s3] = await stageWithBucket();
  const asked = await ask(stage, { results: 2 });
  await asked.over();
  await expect.poll(() => s3.objects()).toHaveLength(2);
  const under = `${stage.guild.id}/${asked.id}/`;
  expect((await s3.objects()).every((key) => key.startsWith(under))).toBe(true);
  await settled(stage);
});

test("a private video is never in the bucket", async () => {
  const [stage, s3] = await stageWithBucket();
  await (await ask(stage, { private: true })).over();
  await allArchived(stage);
  await settled(stage);
  expect(s3.requests).toEqual([]);
});

test("a bucket that never answers delays no card", async () => {
  const [stage, s3] = await stageWithBucket();
  s3.answer(SILENT);
  expect(videosOf(await (await ask(stage)).over())).toHaveLength(1);
  await allArchived(stage);
  expect(await jobs(stage)).toHaveLength(1);
});

test("what a bucket refused is copied when it takes it again", async () => {
  const [stage, s3] = await stageWithBucket();
  s3.answer(UNAVAILABLE);
  await (await ask(stage)).over();
  await stage.log.waitFor("the archive bucket did not do it; tried again later");
  s3.answer(undefined);
  stage.clock.advance(60_000);
  await expect.poll(() => s3.objects()).toHaveLength(1);
});

test("with a wrong secret everything else goes on, and the log says what is wrong", async () => {
  const [stage, s3] = await stageWithBucket({ ARCHIVE_S3_SECRET_ACCESS_KEY: "a-wrong-secret" });
  expect(videosOf(await (await ask(stage)).over())).toHaveLength(1);
  const line = await stage.log.waitFor("the archive bucket did not do it; tried again later");
  expect(JSON.stringify(line)).toContain("403 SignatureDoesNotMatch");
  expect(JSON.stringify(line)).not.toContain("a-wrong-secret");
  expect(await s3.objects()).toEqual([]);
});

test("what was not copied when the bot stopped is copied by the next process", async () => {
  const [stage, s3] = await stageWithBucket();
  s3.answer(SILENT);
  const asked = await ask(stage, { results: 2 });
  await asked.over();
  await allArchived(stage);
  await stage.stopBot();
  // Runware has them no more: only the files on disk are left.
  stage.runware.expire((await asked.task()).taskUUID);
  s3.answer(undefined);
  await stage.startBot();
  await expect.poll(() => s3.objects()).toHaveLength(2);
  await settled(stage);
});

test("a deleted video is deleted from the bucket", async () => {
  const [stage, s3] = await stageWithBucket();
  const asked = await ask(stage, { results: 2 });
  await asked.over();
  await expect.poll(() => s3.objects()).toHaveLength(2);
  await settled(stage);
  await remove(stage, asked.card());
  await expect.poll(() => s3.objects()).toEqual([]);
  await settled(stage);
  const copies = "SELECT key FROM keyv WHERE key LIKE 'copies:%'";
  expect(await runSql(stage, copies)).toEqual([]);
});

test("a video deleted while it is on its way to the bucket is not there in the end", async () => {
  const [stage, s3] = await stageWithBucket();
  s3.answer(UNAVAILABLE);
  const asked = await ask(stage);
  await asked.over();
  await stage.log.waitFor("the archive bucket did not do it; tried again later");
  await allArchived(stage);
  await remove(stage, asked.card());
  s3.answer(undefined);
  stage.clock.advance(120_000);
  await settled(stage);
  expect(await s3.objects()).toEqual([]);
});

test("a month after the bot left a server nothing of it is in the bucket", async () => {
  const [stage, s3] = await stageWithBucket();
  await (await ask(stage, { results: 2 })).over();
  await expect.poll(() => s3.objects()).toHaveLength(2);
  await settled(stage);
  await allArchived(stage);
  stage.guild.removeBot();
  await stage.log.waitFor("left a guild: its data is kept for 30 days in case it comes back");
  stage.clock.advance(32 * 86_400_000);
  await stage.log.waitFor("the data of a guild that was left is purged");
  expect(await s3.objects()).toEqual([]);
});

test("a video whose message is gone still plays in the gallery, from the bucket", async () => {
  const [stage, s3] = await stageWithBucket();
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const asked = await ask(stage, { prompt: "a boat" });
  await asked.over();
  await expect.poll(() => s3.objects()).toHaveLength(1);
  await settled(stage);
  await allArchived(stage);
  moderator.deleteMessage(asked.card());
  const page = await look(stage);
  expect(textOf(page)).toContain("This is the copy that was kept of it.");
  const [url = ""] = galleryOf(page).map(({ media }) => media.url);
  expect((await fetch(url)).status).toBe(200);
});
