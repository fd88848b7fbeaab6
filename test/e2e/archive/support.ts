import { expect } from "vitest";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { startS3, type S3Server } from "../../contract/archive/s3-server.ts";
import { runSql } from "../../support/left-records.ts";
import { setStage, type Stage } from "../../support/stage.ts";

export const REFUSED = "the archive bucket did not do it; tried again later";

/** The bot with a bucket, and videos that are rendered at once. */
export async function stageWithBucket(
  env: Record<string, string> = {},
): Promise<[Stage, S3Server]> {
  const s3 = await startS3();
  const stage = await setStage({ env: { ...s3.env, ...env }, runware: { renderMs: () => 0 } });
  return [stage, s3];
}

/** What is still to be done with copies. */
export const jobs = (stage: Stage): Promise<unknown[]> =>
  runSql(stage, "SELECT key FROM keyv WHERE key LIKE 'copy-jobs:%'");

/** Waits until nothing is. */
export const settled = (stage: Stage): Promise<void> =>
  expect.poll(() => jobs(stage), { timeout: 15_000 }).toEqual([]);

/** Has a moderator delete a video from its message. */
export async function remove(stage: Stage, card: WireMessage): Promise<void> {
  const moderator = stage.guild.addMember({ name: "Moderator", permissions: ["ManageMessages"] });
  const question = await (await moderator.messageCommand(card, "Delete video")).message();
  await (await moderator.press(question, "Delete for good")).response();
}
