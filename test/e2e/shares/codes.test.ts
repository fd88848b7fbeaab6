import { expect, test } from "vitest";
import type { Actor } from "../../../playground/discord/actor/member.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { startS3 } from "../../contract/archive/s3-server.ts";
import { buttonsOf, galleryOf, shownPrivately, textOf } from "../../support/cards.ts";
import { runSql } from "../../support/left-records.ts";
import { ask, type Asked } from "../../support/asking.ts";
import {
  dialogOf,
  isEmpty,
  lineIn,
  PATIENCE,
  posted,
  saying,
  share,
  type Receiving,
  type Sharing,
} from "./support.ts";

const OPENS_NOTHING = /^This code opens nothing/;

/** Asks for the code of a video, as its member does. */
async function codeOf(stage: Sharing, asked: Asked): Promise<{ code: string; shown: WireMessage }> {
  const dialog = await dialogOf(stage, asked);
  await (await stage.member.press(dialog, "Get a code")).response();
  const shown = await saying(stage, dialog, /Your code/);
  const [, code = ""] = /Your code: `([\w-]+)`/.exec(textOf(shown)) ?? [];
  return { code, shown };
}

/** Opens a code and reads what is shown to whoever opened it. */
async function opened(by: Actor, { general }: Pick<Receiving, "general">, code: string) {
  const seat = by.in(general);
  const use = await seat.slash("share open", { code });
  await shownPrivately(seat, use);
  return use.message();
}

test("whoever has the code watches the video anywhere, and posts it where shares arrive", async () => {
  const stage = await share();
  const { second, member } = stage;
  const asked = await stage.made({ prompt: "a boat" });
  const { code } = await codeOf(stage, asked);
  expect((await codeOf(stage, asked)).code).toBe(code);

  const reader = second.guild.addMember({ name: "Member Two" });
  const shown = await opened(reader, second, code.toLowerCase());
  expect(textOf(shown)).toContain(`<@${member.id}> from **Test Server**`);
  expect(textOf(shown)).toContain("> a boat");
  expect(galleryOf(shown)).toHaveLength(1);
  await (await reader.press(shown, "Post it")).response();
  const post = await posted(second.incoming);
  expect(textOf(post)).toContain(`Shared by <@${member.id}> from **Test Server**`);
  expect(textOf(await lineIn(second.logChannel, /📥/))).toContain(`<@${reader.id}>`);

  const home = { general: stage.channel };
  const neighbour = stage.guild.addMember({ name: "Member Three" });
  expect(buttonsOf(await opened(neighbour, home, code))).toEqual([]);
});

test("without a name it says neither whose it is nor where it is from", async () => {
  const stage = await share();
  const { second } = stage;
  const asked = await stage.made();
  const { code, shown: dialog } = await codeOf(stage, asked);
  await (await stage.member.press(dialog, "Leave my name out")).response();
  await saying(stage, dialog, /neither whose the video is/);
  const reader = second.guild.addMember({ name: "Member Two" });
  const shown = await opened(reader, second, code);
  expect(textOf(shown)).toMatch(/^A member who gives no name/);
  await (await reader.press(shown, "Post it")).response();
  expect(textOf(await posted(second.incoming))).toMatch(/Shared from another server/);
  const said = JSON.stringify([shown, second.logChannel.messages(), second.incoming.messages()]);
  for (const secret of [stage.member.id, stage.guild.id, "Test Server"]) {
    expect(said).not.toContain(secret);
  }
});

test("it opens nothing where more is checked, a word is blocked or its server is kept out", async () => {
  const stage = await share();
  const { second } = stage;
  const asked = await stage.made({ prompt: "a zebra" });
  const { code } = await codeOf(stage, asked);
  const reader = second.guild.addMember({ name: "Member Two" });
  const told = async (): Promise<string> => textOf(await opened(reader, second, code));
  await stage.set({
    second: { safety: { guild: "none", channels: { [second.general.id]: "full" } } },
  });
  expect(await told()).toMatch(/this server checks videos more strictly/);
  await stage.set({ second: { blocklist: ["zebra"] } });
  expect(await told()).toMatch(/this server does not allow a word in its prompt/);
  const sharing = { incomingChannelId: null, outgoing: false, blockedMemberIds: [] };
  await stage.set({ second: { sharing: { ...sharing, blockedGuildIds: [stage.guild.id] } } });
  expect(await told()).toMatch(/take nothing from the server that this is from/);
  await stage.set({ second: { sharing: { ...sharing, blockedGuildIds: [] } } });
  expect(buttonsOf(await opened(reader, second, code))).toEqual([]);
});

test("it ends while its server keeps what is made there, and for good with its video", async () => {
  const stage = await share();
  const { second, moderator, channel } = stage;
  const asked = await stage.made();
  const { code } = await codeOf(stage, asked);
  const told = async (): Promise<string> => textOf(await opened(second.self, second, code));
  const sharing = { incomingChannelId: null, blockedGuildIds: [], blockedMemberIds: [] };
  await stage.set({ origin: { sharing: { ...sharing, outgoing: false } } });
  expect(await told()).toMatch(OPENS_NOTHING);
  await stage.set({});
  const shown = await opened(second.self, second, code);
  expect(buttonsOf(shown)).toEqual(["Post it"]);
  await (await second.self.press(shown, "Post it")).response();
  await posted(second.incoming);

  const desk = moderator.in(channel);
  const use = await moderator.messageCommand(asked.card(), "Delete video");
  const question = await shownPrivately(desk, use);
  await (await moderator.press(question, "Delete for good")).message();
  expect(await told()).toMatch(OPENS_NOTHING);
  await isEmpty(second.incoming);
  await expect
    .poll(() => runSql(stage, "SELECT key FROM keyv WHERE key LIKE 'share-codes:%'"), PATIENCE)
    .toEqual([]);
});

test("after its member's data is deleted nothing is left of it anywhere", async () => {
  const stage = await share();
  const { second, member, channel } = stage;
  const asked = await stage.made();
  const { code } = await codeOf(stage, asked);
  const shown = await opened(second.self, second, code);
  await (await second.self.press(shown, "Post it")).response();
  const post = await posted(second.incoming);
  const panel = await shownPrivately(
    second.moderator.in(second.incoming),
    await second.moderator.press(post, "More"),
  );
  await (await second.moderator.press(panel, "Block member's shares")).message();

  const question = await (await member.in(channel).slash("privacy delete")).message();
  await (await member.press(question, "Delete everything")).message();
  await isEmpty(second.incoming);
  const rows = () =>
    runSql(
      stage,
      "SELECT key FROM keyv WHERE key LIKE ?1 OR CAST(value AS TEXT) LIKE ?1",
      `%${member.id}%`,
    );
  await expect.poll(rows, PATIENCE).toEqual([]);
  expect(textOf(await opened(second.moderator, second, code))).toMatch(OPENS_NOTHING);

  // And whoever was blocked stays blocked.
  const next = await stage.made();
  const again = await codeOf(stage, next);
  expect(textOf(await opened(second.moderator, second, again.code))).toMatch(
    /take nothing from whoever made this/,
  );
});

test("nobody finds a code by trying, and one for another video posts nothing", async () => {
  const stage = await share();
  const { second } = stage;
  const first = await codeOf(stage, await stage.made());
  const other = await stage.made();
  const shown = await opened(second.self, second, first.code);
  const seat = second.self.in(second.general);
  const forged = seat.forge.press(shown, `share-post:${other.id}:${first.code.replace("-", "")}`);
  expect(textOf(await shownPrivately(seat, forged))).toMatch(/belongs to another video/);
  for (let tries = 0; tries < 8; tries += 1) {
    expect(textOf(await opened(second.self, second, `BCDFG-2222${tries + 2}`))).toMatch(
      OPENS_NOTHING,
    );
  }
  expect(textOf(await opened(second.self, second, first.code))).toMatch(/wait ten minutes/);
  const reader = second.guild.addMember({ name: "Member Two" });
  expect(galleryOf(await opened(reader, second, first.code))).toHaveLength(1);
  expect(second.incoming.messages()).toEqual([]);
});

test("a forged press writes over no message that others see", async () => {
  const stage = await share();
  const { second } = stage;
  const asked = await stage.made();
  const { code } = await codeOf(stage, asked);
  const theirs = await ask(stage, {}, { by: second.self, in: second.general });
  await theirs.over();
  const before = textOf(theirs.card());
  const seat = second.self.in(second.general);
  const use = seat.forge.press(theirs.card(), `share-post:${asked.id}:${code.replace("-", "")}`);
  expect(textOf(await shownPrivately(seat, use))).toMatch(/^Please open the code again/);
  expect(textOf(theirs.card())).toBe(before);
  expect(second.incoming.messages()).toEqual([]);
});

test("it shows the operator's copy where the message with the video is gone", async () => {
  const s3 = await startS3();
  const stage = await share({ env: s3.env });
  const { second, moderator } = stage;
  const asked = await stage.made();
  await expect.poll(() => s3.objects(), PATIENCE).toHaveLength(1);
  const { code } = await codeOf(stage, asked);
  // Unheard of: what the bot hears of ends the code.
  await stage.stopBot();
  moderator.deleteMessage(asked.card());
  await stage.startBot();
  const [video, ...others] = galleryOf(await opened(second.self, second, code));
  expect(others).toEqual([]);
  expect(video?.description).toMatch(/./);
  expect((await fetch(video?.media.url ?? "")).status).toBe(200);
});
