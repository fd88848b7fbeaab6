import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "vitest";
import { ask, type Asked } from "../../support/asking.ts";
import { allArchived, runSql } from "../../support/left-records.ts";
import type { Stage } from "../../support/stage.ts";

export const LEFT = "left a guild: its data is kept for 30 days in case it comes back";
export const BACK = "back in a guild: its data stays";
export const PURGED = "the data of a guild that was left is purged";

export const DAY_MS = 24 * 60 * 60_000;

/** A guild with settings, a finished video and what it cost. */
export async function furnish(stage: Stage): Promise<Asked> {
  const { guild, channel } = stage;
  const manager = guild.addMember({ name: "Member Two", permissions: ["ManageGuild"] });
  await (await manager.in(channel).slash("settings pause")).response();
  await (await manager.in(channel).slash("settings pause")).response();
  const asked = await ask(stage);
  await asked.over();
  await allArchived(stage);
  return asked;
}

/** Whatever the records in the store say of the guild, their keys or their texts. */
export const rowsOf = (stage: Pick<Stage, "dataDir" | "guild">): Promise<unknown[]> =>
  runSql(
    stage,
    "SELECT key FROM keyv WHERE key LIKE ?1 OR CAST(value AS TEXT) LIKE ?1",
    `%${stage.guild.id}%`,
  );

/** Whether the guild's id is anywhere in the bytes of the store; the bot must have stopped. */
export async function isInFile({
  dataDir,
  guild,
}: Pick<Stage, "dataDir" | "guild">): Promise<boolean> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith("flipbook.sqlite"));
  expect(names).toContain("flipbook.sqlite");
  const files = await Promise.all(names.map((name) => readFile(path.join(dataDir, name))));
  return files.some((bytes) => bytes.includes(guild.id));
}
