import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "vitest";
import { z } from "zod";
import { ask, type Asked } from "../../support/asking.ts";
import { textOf } from "../../support/cards.ts";
import { allArchived, runSql } from "../../support/left-records.ts";
import type { Stage } from "../../support/stage.ts";
import { OWN_KEY, type KeyStage } from "../keys/support.ts";

export const LEFT = "left a guild: its data is kept for 30 days in case it comes back";
export const BACK = "back in a guild: its data stays";
export const PURGED = "the data of a guild that was left is purged";

export const DAY_MS = 24 * 60 * 60_000;

/** A guild with settings, a finished video and what it cost. */
export async function furnish(stage: Stage): Promise<Asked> {
  const { guild, channel } = stage;
  const manager = guild.addMember({ name: "Member Two", permissions: ["ManageGuild"] });
  await (await manager.in(channel).slash("settings strikes", { threshold: 5 })).message();
  const asked = await ask(stage);
  await asked.over();
  await allArchived(stage);
  return asked;
}

/** The same with a key of its own, a blocked member, a reported video and a favourite: all kinds. */
export async function furnishFully(stage: KeyStage): Promise<void> {
  const { guild, place, member } = stage;
  const log = guild.createChannel({ name: "log" });
  await (await place.slash("settings log", { channel: log })).message();
  const asked = await furnish(stage);
  await stage.enterKey(OWN_KEY);
  const form = await (await member.messageCommand(await asked.over(), "Report video")).modal();
  await (await member.submit(form, { reason: "not for here" })).message();
  const unwelcome = guild.addMember({ name: "Member Three" });
  await (await place.slash("moderate block", { member: unwelcome })).message();
  await log.waitFor((all) => all.some((one) => textOf(one).includes(unwelcome.id)));
  const gallery = await (await member.in(stage.channel).slash("gallery")).message();
  await (await member.press(gallery, "Favourite · 0")).response();
}

/** Whatever the records in the store say of the guild, their keys or their texts. */
export const rowsOf = (stage: Pick<Stage, "dataDir" | "guild">): Promise<unknown[]> =>
  runSql(
    stage,
    "SELECT key FROM keyv WHERE key LIKE ?1 OR CAST(value AS TEXT) LIKE ?1",
    `%${stage.guild.id}%`,
  );

/** The collections that have something of the guild. */
export async function keptIn(stage: Pick<Stage, "dataDir" | "guild">): Promise<string[]> {
  const rows = z.array(z.object({ key: z.string() })).parse(await rowsOf(stage));
  return [...new Set(rows.map(({ key }) => key.split(":")[0] ?? ""))].toSorted();
}

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
