import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ask } from "../../support/asking.ts";
import { galleryOf, shownPrivately, textOf, videosOf } from "../../support/cards.ts";
import { allArchived, runSql } from "../../support/left-records.ts";
import { SILENT, UNAVAILABLE } from "../../contract/archive/s3-server.ts";
import { look } from "../gallery/looking.ts";
import { jobs, remove, REFUSED, settled, stageWithBucket } from "./support.ts";

const DELETED = `SELECT key FROM keyv WHERE key LIKE 'archive:%' AND value LIKE '%"deleted":{%'`;

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
  await stage.log.waitFor(REFUSED);
  s3.answer(undefined);
  stage.clock.advance(60_000);
  await expect.poll(() => s3.objects()).toHaveLength(1);
});

test("with a wrong secret everything else goes on, and the log says what is wrong", async () => {
  const [stage, s3] = await stageWithBucket({ ARCHIVE_S3_SECRET_ACCESS_KEY: "a-wrong-secret" });
  expect(videosOf(await (await ask(stage)).over())).toHaveLength(1);
  const line = await stage.log.waitFor(REFUSED);
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

test("with a bucket that is missing everything else goes on, and the log says what is wrong", async () => {
  const [stage] = await stageWithBucket({ ARCHIVE_S3_BUCKET: "elsewhere" });
  expect(videosOf(await (await ask(stage)).over())).toHaveLength(1);
  expect(JSON.stringify(await stage.log.waitFor(REFUSED))).toContain("404 NoSuchBucket");
});

test("a video that no bucket took for days goes without a copy, and leaves the disk", async () => {
  const [stage, s3] = await stageWithBucket();
  s3.answer(UNAVAILABLE);
  const asked = await ask(stage);
  await asked.over();
  await stage.log.waitFor(REFUSED);
  await allArchived(stage);
  expect(await readdir(path.join(stage.dataDir, "spool"))).toEqual([asked.id]);
  stage.clock.advance(4 * 86_400_000);
  await stage.log.waitFor("a video could not be archived for days: it has no copy");
  await settled(stage);
  expect(await readdir(path.join(stage.dataDir, "spool"))).toEqual([]);
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
  await stage.log.waitFor(REFUSED);
  await allArchived(stage);
  await remove(stage, asked.card());
  s3.answer(undefined);
  stage.clock.advance(120_000);
  await settled(stage);
  expect(await s3.objects()).toEqual([]);
});

test("a video deleted while its copy is being written is not there in the end", async () => {
  const [stage, s3] = await stageWithBucket();
  const release = s3.hold();
  const asked = await ask(stage);
  await asked.over();
  await allArchived(stage);
  await expect.poll(() => s3.requests).toEqual(["PUT"]);
  await remove(stage, asked.card());
  await expect.poll(() => runSql(stage, DELETED)).toHaveLength(1);
  release();
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

test("while the bucket refuses, the data of a server that was left is not purged; then it is", async () => {
  const [stage, s3] = await stageWithBucket();
  await (await ask(stage)).over();
  await expect.poll(() => s3.objects()).toHaveLength(1);
  await settled(stage);
  await allArchived(stage);
  s3.answer(UNAVAILABLE);
  stage.guild.removeBot();
  await stage.log.waitFor("left a guild: its data is kept for 30 days in case it comes back");
  stage.clock.advance(32 * 86_400_000);
  await stage.log.waitFor("the data of a guild that was left could not be purged yet");
  expect(await s3.objects()).toHaveLength(1);
  s3.answer(undefined);
  stage.clock.advance(3_600_000);
  await stage.log.waitFor("the data of a guild that was left is purged");
  expect(await s3.objects()).toEqual([]);
});

test("where people may read the bucket itself, the gallery shows its own addresses", async () => {
  const ARCHIVE_S3_PUBLIC_URL = "https://videos.example.com/flipbook";
  const [stage, s3] = await stageWithBucket({ ARCHIVE_S3_PUBLIC_URL });
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const asked = await ask(stage);
  await asked.over();
  await expect.poll(() => s3.objects()).toHaveLength(1);
  await settled(stage);
  await allArchived(stage);
  moderator.deleteMessage(asked.card());
  const urls = galleryOf(await look(stage)).map(({ media }) => media.url);
  expect(urls).toEqual([`${ARCHIVE_S3_PUBLIC_URL}/${(await s3.objects())[0]}`]);
});

test("a video whose message is gone can be deleted from the gallery, and then its copy is gone too", async () => {
  const [stage, s3] = await stageWithBucket();
  const { guild, channel } = stage;
  const moderator = guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const asked = await ask(stage);
  await asked.over();
  await expect.poll(() => s3.objects()).toHaveLength(1);
  await settled(stage);
  await allArchived(stage);
  moderator.deleteMessage(asked.card());
  const page = await look(stage, {}, { by: moderator });
  const seat = moderator.in(channel);
  const more = await shownPrivately(seat, await moderator.press(page, "More"));
  const question = await shownPrivately(seat, await moderator.press(more, "Delete"));
  await (await moderator.press(question, "Delete for good")).response();
  await expect.poll(() => s3.objects()).toEqual([]);
  await expect.poll(async () => galleryOf(await look(stage))).toEqual([]);
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
