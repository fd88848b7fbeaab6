import { expect, test } from "vitest";
import { NEW_GUILD } from "../../../src/policy/settings.ts";
import { shownPrivately, textOf, toldPrivately } from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { dialogOf, PATIENCE, saying, share } from "./support.ts";

const UPLOAD = { method: "POST", route: "/channels/:id/messages", upload: true } as const;

test("a word that is blocked while a share is on its way keeps it out", async () => {
  const stage = await share();
  const { discord, second, member } = stage;
  const asked = await stage.made({ prompt: "a zebra on ice" });
  const down = discord.faults.next({ match: UPLOAD, times: 1000, do: { status: 503 } });
  const dialog = await dialogOf(stage, asked);
  await (await member.select(dialog, `share-to:${asked.id}`, [second.guild.id])).response();
  const question = await saying(stage, dialog, /Share it with/);
  await (await member.press(question, "With my name")).response();
  await down.met;
  await stage.set({
    second: {
      sharing: { ...NEW_GUILD.sharing, incomingChannelId: second.incoming.id },
      blocklist: ["zebra"],
    },
  });
  down.cancel();
  stage.clock.advance(10 * 60_000);
  await expect
    .poll(() => runSql(stage, "SELECT value FROM keyv WHERE key LIKE 'posts:%'"), PATIENCE)
    .toEqual([{ value: expect.stringMatching(/"state":"(closed|there)"/) as string }]);
  expect(second.incoming.messages()).toEqual([]);
});

test("whoever is kept out shares nothing of others by its code either", async () => {
  const stage = await share();
  const { second, member } = stage;
  const asked = await stage.made();
  const dialog = await dialogOf(stage, asked);
  await (await member.press(dialog, "Get a code")).response();
  const shown = await saying(stage, dialog, /Your code/);
  const [, code = ""] = /Your code: `([\w-]+)`/.exec(textOf(shown)) ?? [];
  const reader = second.guild.addMember({ name: "Member Two" });
  const incomingChannelId = second.incoming.id;
  const blockedMemberIds = [reader.id];
  await stage.set({
    second: { sharing: { ...NEW_GUILD.sharing, incomingChannelId, blockedMemberIds } },
  });
  const seat = reader.in(second.general);
  const use = await seat.slash("share open", { code });
  await shownPrivately(seat, use);
  const press = await reader.press(await use.message(), "Post it");
  expect(await toldPrivately(seat, press)).toMatch(/take nothing from you/);
  expect(second.incoming.messages()).toEqual([]);
});
