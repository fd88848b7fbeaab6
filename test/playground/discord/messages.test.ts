import { type APIMessage, MessageFlags, Routes, TextDisplayBuilder } from "discord.js";
import { expect, test } from "vitest";
import { furnish, logIn, onSlash, openDiscord, refusalOf, restOf } from "./support.ts";

const file = (name: string, size = 9) => ({ name, data: Buffer.alloc(size, "a") });

test("a message posted to a channel is told to the bot and seen by members", async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  const { channel, room } = furnish(discord);
  const told = new Promise((resolve) => client.once("messageCreate", resolve));

  await restOf(discord).post(Routes.channelMessages(channel.id), { body: { content: "hello" } });

  expect(await told).toMatchObject({ content: "hello", channelId: channel.id });
  expect(room.messages()).toMatchObject([{ content: "hello" }]);
});

test("a page of messages is cut by before, after and around, newest first", async () => {
  const discord = await openDiscord();
  const { channel, room } = furnish(discord);
  const ids: string[] = [];
  for (const text of ["a", "b", "c", "d", "e"]) ids.push((await room.send(text)).id);
  const list = async (query: Record<string, string>) => {
    const page = await restOf(discord).get(Routes.channelMessages(channel.id), {
      query: new URLSearchParams(query),
    });
    return (page as APIMessage[]).map(({ id }) => ids.indexOf(id));
  };

  expect(await list({ limit: "2" })).toEqual([4, 3]);
  expect(await list({ before: ids[2] ?? "" })).toEqual([1, 0]);
  expect(await list({ after: ids[2] ?? "", limit: "1" })).toEqual([3]);
  expect(await list({ around: ids[2] ?? "", limit: "3" })).toEqual([3, 2, 1]);
});

test("what others say has no content without the message content intent", async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  const { room } = furnish(discord);
  const told = new Promise((resolve) => client.once("messageCreate", resolve));

  await room.send("a secret");

  expect(await told).toMatchObject({ content: "" });
});

test("an enforced nonce brings the first message back for some minutes", async () => {
  const discord = await openDiscord();
  const { channel, room } = furnish(discord);
  const rest = restOf(discord);
  const post = async () => {
    const body = { content: "once", nonce: "123a", enforce_nonce: true };
    return (await rest.post(Routes.channelMessages(channel.id), { body })) as APIMessage;
  };

  const first = await post();
  const [second, third] = await Promise.all([post(), post()]);
  expect([second.id, third.id]).toEqual([first.id, first.id]);
  expect(room.messages()).toHaveLength(1);

  discord.clock.advance(10 * 60_000);
  expect((await post()).id).not.toBe(first.id);
});

test("an edit keeps the attachments it lists and drops the others", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const rest = restOf(discord);
  const posted = (await rest.post(Routes.channelMessages(channel.id), {
    body: { content: "two" },
    files: [file("one.txt"), file("two.txt")],
  })) as APIMessage;
  const [one, two] = posted.attachments;

  const edited = (await rest.patch(Routes.channelMessage(channel.id, posted.id), {
    body: { attachments: [{ id: two?.id }, { id: 0, description: "a third" }] },
    files: [file("three.txt")],
  })) as APIMessage;

  expect(edited.attachments).toMatchObject([
    { id: two?.id, filename: "two.txt" },
    { filename: "three.txt", description: "a third" },
  ]);
  expect((await fetch(one?.url ?? "")).status).toBe(404);
});

test("a media gallery's attachment becomes a signed address, again after an edit that keeps it", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const rest = restOf(discord);
  const gallery = (url: string) => ({ type: 12, items: [{ media: { url } }] });
  const posted = (await rest.post(Routes.channelMessages(channel.id), {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [gallery("attachment://clip.txt")],
      attachments: [{ id: 0 }],
    },
    files: [file("clip.txt")],
  })) as APIMessage;
  const [attachment] = posted.attachments;

  const edited = (await rest.patch(Routes.channelMessage(channel.id, posted.id), {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: 10, content: "done" }, gallery("attachment://clip.txt")],
      attachments: [{ id: attachment?.id, filename: "clip.txt" }],
    },
  })) as APIMessage;

  const media = { attachment_id: attachment?.id, url: expect.stringContaining("/attachments/") };
  expect(posted.components).toMatchObject([{ type: 12, items: [{ media }] }]);
  expect(edited.components).toMatchObject([{ type: 10, id: 1 }, { items: [{ media }] }]);
  expect(discord.wire.violations).toEqual([]);
});

test("a deleted channel takes its messages with it", async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  const { channel } = furnish(discord);
  const told = new Promise((resolve) => client.once("channelDelete", resolve));
  const posted = (await restOf(discord).post(Routes.channelMessages(channel.id), {
    body: { content: "card" },
    files: [file("clip.txt")],
  })) as APIMessage;

  channel.delete();

  expect(await told).toMatchObject({ id: channel.id });
  const get = restOf(discord).get(Routes.channelMessage(channel.id, posted.id));
  expect(await refusalOf(get)).toEqual({ status: 404, code: 10003 });
  expect((await fetch(posted.attachments[0]?.url ?? "")).status).toBe(404);
});

test("an answer with a card passes every schema and limit", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) =>
      interaction.reply({
        flags: MessageFlags.IsComponentsV2,
        components: [new TextDisplayBuilder().setContent("# A card")],
        allowedMentions: { parse: [] },
      }),
    ),
  );
  const { room } = furnish(discord);

  await (await room.slash("video", { prompt: "a cat" })).message();

  expect(discord.wire.violations).toEqual([]);
  expect(discord.wire.find("POST", /callback$/)).toMatchObject([
    { route: "/interactions/:id/:token/callback", schema: { ok: true } },
  ]);
});
