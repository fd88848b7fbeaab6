import { expect, test } from "vitest";
import { startS3, type S3Server } from "../../contract/archive/s3-server.ts";
import { ask } from "../../support/asking.ts";
import { beginWith } from "../../support/guild-settings.ts";
import { allArchived } from "../../support/left-records.ts";
import { reviewed } from "../../support/reviewing.ts";
import type { Stage } from "../../support/stage.ts";
import { settled, stageWithBucket } from "./support.ts";

const NOBODY_LOOKS = {
  review: { mode: "none", first: 3 },
  safety: { guild: "none", channels: {} },
} as const;

async function unreviewed(): Promise<[Stage, S3Server]> {
  const [stage, s3] = await stageWithBucket();
  await beginWith(stage, NOBODY_LOOKS);
  return [stage, s3];
}

test("where nobody looks first, Runware writes the one video, and the bot only makes sure", async () => {
  const [stage, s3] = await unreviewed();
  const asked = await ask(stage);
  await asked.over();
  await settled(stage);
  expect(s3.requests).toEqual(["PUT at an address", "HEAD"]);
  expect(await s3.objects()).toEqual([
    `${stage.guild.id}/${asked.id}/${(await asked.task()).taskUUID}-1.mp4`,
  ]);
});

test("what Runware could not write the bot writes", async () => {
  const [stage, s3] = await unreviewed();
  s3.refuse((request) => request.headers.authorization === undefined);
  await (await ask(stage)).over();
  await settled(stage);
  expect(s3.requests.filter((request) => request !== "PUT at an address")).toEqual(["HEAD", "PUT"]);
  expect(await s3.objects()).toHaveLength(1);
});

test.each([
  ["several results", { results: 2 }, NOBODY_LOOKS],
  ["a private one", { private: true }, NOBODY_LOOKS],
  ["a safety check", {}, { ...NOBODY_LOOKS, safety: { guild: "fast", channels: {} } }],
  ["a review of what is flagged", {}, { ...NOBODY_LOOKS, review: { mode: "flagged", first: 3 } }],
] as const)("with %s Runware gets no address", async (_, given, settings) => {
  const [stage, s3] = await stageWithBucket();
  await beginWith(stage, settings);
  const asked = await ask(stage, given);
  await asked.over();
  await settled(stage);
  expect((await asked.task()).job.uploadEndpoint).toBeUndefined();
  expect(s3.requests).not.toContain("PUT at an address");
});

test("what was cancelled while Runware made it is removed from the bucket", async () => {
  const s3 = await startS3();
  const stage = await reviewed({
    env: s3.env,
    settings: NOBODY_LOOKS,
    flagged: [],
    runware: { manual: true },
  });
  const asked = await ask(stage);
  const task = await asked.rendering();
  await (await stage.member.press(asked.card(), "Cancel")).response();
  await stage.runware.finish(task.taskUUID);
  await allArchived(stage);
  await expect.poll(() => s3.requests).toContain("DELETE");
  expect(s3.requests).toContain("PUT at an address");
  expect(await s3.objects()).toEqual([]);
});

test("a result that has to wait for a moderator after all leaves the bucket, and comes back once approved", async () => {
  const s3 = await startS3();
  const stage = await reviewed({
    env: s3.env,
    settings: NOBODY_LOOKS,
    flagged: [],
    runware: { manual: true },
  });
  const asked = await ask(stage);
  const task = await asked.rendering();
  const manager = stage.guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  await (await manager.in(stage.channel).slash("settings review", { mode: "all" })).message();
  await stage.runware.finish(task.taskUUID);
  const question = await stage.question(asked);
  await expect.poll(() => s3.requests).toContain("DELETE");
  expect(s3.requests).toContain("PUT at an address");
  await expect.poll(() => s3.objects()).toEqual([]);
  await (await stage.moderator.press(question, "Approve")).response();
  await expect.poll(() => s3.objects(), { timeout: 15_000 }).toHaveLength(1);
});

test("of what a moderator rejects nothing is ever in the bucket", async () => {
  const s3 = await startS3();
  const stage = await reviewed({ env: s3.env, settings: { review: { mode: "all", first: 3 } } });
  const asked = await ask(stage);
  const question = await stage.question(asked);
  await (await stage.moderator.press(question, "Reject")).response();
  await asked.shows(/decided against/);
  await settled(stage);
  expect(s3.requests).toEqual([]);
});
