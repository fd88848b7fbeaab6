import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "vitest";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import { runSql } from "../../support/left-records.ts";
import type { Stage } from "../../support/stage.ts";

export const DELETED = "the data of a member is deleted";

/** Types `/privacy delete` and says yes. */
export async function deleteEverything(
  stage: Stage,
  by: Actor = stage.member,
): Promise<WireMessage> {
  const question = await (await by.in(stage.channel).slash("privacy delete")).message();
  return (await by.press(question, "Delete everything")).message();
}

/** Keys of the records that say this anywhere. */
export const rowsWith = (stage: Pick<Stage, "dataDir">, text: string): Promise<unknown[]> =>
  runSql(
    stage,
    "SELECT key FROM keyv WHERE key LIKE ?1 OR CAST(value AS TEXT) LIKE ?1",
    `%${text}%`,
  );

/** Whether any file of the bot has these bytes; the bot must have stopped. */
export async function filesWith({ dataDir }: Pick<Stage, "dataDir">, text: string) {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain("flipbook.sqlite");
  const found: string[] = [];
  for (const { name, parentPath } of files) {
    const bytes = await readFile(path.join(parentPath, name));
    if (bytes.includes(text) || name.includes(text)) found.push(name);
  }
  return found;
}

/** Names of the frames on disk. */
export async function keptFrames({ dataDir }: Pick<Stage, "dataDir">): Promise<string[]> {
  const entries = await readdir(path.join(dataDir, "frames"), {
    recursive: true,
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
