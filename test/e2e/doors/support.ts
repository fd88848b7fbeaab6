import { expect, vi } from "vitest";
import { z } from "zod";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { ask } from "../../support/asking.ts";
import { beginWith } from "../../support/guild-settings.ts";
import { runSql } from "../../support/left-records.ts";
import { openStage, type Stage } from "../../support/stage.ts";

const OWN_KEY = "OwnK1234Efgh5678Ijkl9012Mnop3456";

/** What the store holds, by key; without the probe that it is written to see whether it takes anything. */
type Rows = Record<string, string>;
const RowsSchema = z.array(z.object({ key: z.string(), value: z.string() }));

/** A guild in which there is something of everything that could be changed. */
export interface Busy extends Stage {
  /** Another guild that the bot is in. */
  otherGuild: Stage["guild"];
  /** A generation that has ended, with its video in the channel. */
  finishedId: string;
  /** One that waits for a moderator. */
  waitingId: string;
  /** The guild's own key in the vault. */
  keyId: string;
  /** The card of the finished one, as everybody sees it. */
  card(): WireMessage;
  /** As it was before anybody tried anything. */
  atFirst: Rows;
  /** All of the store but what begins so. */
  rows(without?: readonly string[]): Promise<Rows>;
  /** What is in the store of this guild, its member and its generations. */
  ownRows(): Promise<Rows>;
  /** As `rows`, once the bot has stopped and nothing can be under way any more. */
  rowsAtTheEnd(without: readonly string[]): Promise<Rows>;
}

export async function openBusy(): Promise<Busy> {
  const stage = await openStage({ runware: { renderMs: () => 1000, cost: () => 0.05 } });
  const { guild, runware, channel, member } = stage;
  const logChannel = guild.createChannel({ name: "log" });
  await beginWith(stage, { logChannelId: logChannel.id, blocklist: ["zebra"] });
  const otherGuild = stage.discord.createGuild({ name: "Other Server" });
  const administrator = guild.addMember({ name: "Boss", permissions: ["Administrator"] });
  const seat = administrator.in(channel);

  const finished = await ask(stage);
  await finished.over();
  runware.faults.task(() => true, { nsfw: [0] });
  const waiting = await ask(stage);
  await stage.log.waitFor("a result waits for a moderator");
  const unfinished = "SELECT key FROM keyv WHERE key LIKE 'unfinished:%'";
  await vi.waitFor(async () => expect(await runSql(stage, unfinished)).toEqual([]), 15_000);

  const refused = await member.in(channel).slash("video", { prompt: "a zebra" });
  await refused.message();
  const block = await seat.slash("moderate block", { member });
  await block.message();
  runware.addKey(OWN_KEY, { creditUsd: 100 });
  const form = await (await seat.slash("settings key", {})).modal();
  await (await administrator.submit(form, { key: OWN_KEY })).message();

  async function rows(without: readonly string[] = []): Promise<Rows> {
    const found = RowsSchema.parse(await runSql(stage, "SELECT key, value FROM keyv ORDER BY key"));
    return Object.fromEntries(
      found
        .filter(({ key }) => !["health", ...without].some((one) => key.startsWith(`${one}:`)))
        .map(({ key, value }) => [key, value]),
    );
  }
  const atFirst = await rows();
  const keyId =
    Object.keys(atFirst)
      .find((key) => key.startsWith("keys:"))
      ?.slice(5) ?? "";
  const own = [guild.id, finished.id, waiting.id, keyId];

  return {
    ...stage,
    otherGuild,
    finishedId: finished.id,
    waitingId: waiting.id,
    keyId,
    card: () => finished.card(),
    atFirst,
    rows,
    async ownRows() {
      const all = Object.entries(await rows());
      return Object.fromEntries(
        all.filter(([key, value]) => own.some((id) => key.includes(id) || value.includes(id))),
      );
    },
    async rowsAtTheEnd(without) {
      await stage.stopBot();
      return rows(without);
    },
  };
}
