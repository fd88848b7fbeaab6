import {
  type APIMessage,
  MessageFlags,
  PermissionFlagsBits,
  Routes,
  TextDisplayBuilder,
} from "discord.js";
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

test("a file over the guild's limit is refused as too large", async () => {
  const discord = await openDiscord();
  const guild = discord.createGuild({ uploadLimitBytes: 1_000, statedUploadBytes: 2_000 });
  const channel = guild.createChannel();
  const post = (size: number) =>
    restOf(discord).post(Routes.channelMessages(channel.id), {
      body: {},
      files: [file("clip.txt", size)],
    });

  expect(await refusalOf(post(1_001))).toEqual({ status: 413, code: 40005 });
  await post(1_000);
  expect(channel.messages()).toHaveLength(1);
});

test("a body over all measure is refused without being kept", async () => {
  const discord = await openDiscord({ limits: { bodyBytes: 10_000 } });
  const { channel } = furnish(discord);

  const refusal = await refusalOf(
    restOf(discord).post(Routes.channelMessages(channel.id), {
      body: {},
      files: [file("clip.txt", 20_000)],
    }),
  );

  expect(refusal).toEqual({ status: 413, code: 40005 });
});

test("a channel the bot may not see is missing access, one it may not speak in missing permissions", async () => {
  const discord = await openDiscord();
  const guild = discord.createGuild();
  const hidden = guild.createChannel({ overwrites: [{ for: "bot", deny: ["ViewChannel"] }] });
  const mute = guild.createChannel({ overwrites: [{ for: "everyone", deny: ["SendMessages"] }] });
  const post = (id: string) =>
    restOf(discord).post(Routes.channelMessages(id), { body: { content: "x" } });

  expect(await refusalOf(post(hidden.id))).toEqual({ status: 403, code: 50001 });
  expect(await refusalOf(post(mute.id))).toEqual({ status: 403, code: 50013 });
  expect(discord.wire.refused[403]).toBe(2);
});

test("files need Attach Files", async () => {
  const discord = await openDiscord();
  const guild = discord.createGuild({ botPermissions: ["ViewChannel", "SendMessages"] });
  const channel = guild.createChannel();

  const post = restOf(discord).post(Routes.channelMessages(channel.id), {
    body: { content: "x" },
    files: [file("clip.txt")],
  });

  expect(await refusalOf(post)).toEqual({ status: 403, code: 50013 });
});

test("history is closed without Read Message History", async () => {
  const discord = await openDiscord();
  const { guild, channel, room } = furnish(discord);
  const said = await room.send("hello");
  guild.setBotPermissions(PermissionFlagsBits.ViewChannel);
  const rest = restOf(discord);

  expect(await rest.get(Routes.channelMessages(channel.id))).toEqual([]);
  expect(await refusalOf(rest.get(Routes.channelMessage(channel.id, said.id)))).toEqual({
    status: 403,
    code: 50013,
  });
});

test("unknown channels and messages have codes of their own", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const gone = "100000000000000001";
  const rest = restOf(discord);

  expect(await refusalOf(rest.get(Routes.channel(gone)))).toEqual({ status: 404, code: 10003 });
  expect(await refusalOf(rest.get(Routes.channelMessage(channel.id, gone)))).toEqual({
    status: 404,
    code: 10008,
  });
});

test("a message of somebody else cannot be edited", async () => {
  const discord = await openDiscord();
  const { channel, room } = furnish(discord);
  const said = await room.send("hello");

  const edit = restOf(discord).patch(Routes.channelMessage(channel.id, said.id), {
    body: { content: "x" },
  });

  expect(await refusalOf(edit)).toEqual({ status: 403, code: 50005 });
});

test("a message of somebody else is deleted only with Manage Messages", async () => {
  const discord = await openDiscord();
  const { guild, channel, room } = furnish(discord);
  const said = await room.send("hello");
  const remove = () => restOf(discord).delete(Routes.channelMessage(channel.id, said.id));

  expect(await refusalOf(remove())).toEqual({ status: 403, code: 50013 });
  guild.setBotPermissions(["ViewChannel", "ManageMessages"]);
  await remove();

  expect(room.messages()).toEqual([]);
});

test("messages older than an hour can only be edited so often", async () => {
  const discord = await openDiscord({ limits: { oldEdits: { limit: 1, perMs: 60_000 } } });
  const { channel } = furnish(discord);
  const rest = restOf(discord);
  const posted = (await rest.post(Routes.channelMessages(channel.id), {
    body: { content: "card" },
  })) as APIMessage;
  const edit = (content: string) =>
    rest.patch(Routes.channelMessage(channel.id, posted.id), { body: { content } });
  await edit("one");
  await edit("two");
  discord.clock.advance(3_600_000);
  await edit("three");

  const raw = await fetch(`${discord.apiUrl}/v10${Routes.channelMessage(channel.id, posted.id)}`, {
    method: "PATCH",
    headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
    body: JSON.stringify({ content: "four" }),
  });

  expect(raw.status).toBe(429);
  expect(await raw.json()).toMatchObject({ code: 30046 });
  discord.clock.advance(60_000);
  await edit("five");
});

test("a direct message arrives, unless the member keeps the door shut", async () => {
  const discord = await openDiscord();
  const { member } = furnish(discord);
  const rest = restOf(discord);
  const dm = (await rest.post(Routes.userChannels(), { body: { recipient_id: member.id } })) as {
    id: string;
  };
  const post = () => rest.post(Routes.channelMessages(dm.id), { body: { content: "for you" } });
  await post();

  member.setDmsOpen(false);

  expect(await refusalOf(post())).toEqual({ status: 403, code: 50007 });
  expect(member.directMessages).toMatchObject([{ content: "for you" }]);
});

test("sending wakes an archived thread, editing in it is refused", async () => {
  const discord = await openDiscord();
  const { guild, channel } = furnish(discord);
  const thread = guild.createThread({ parent: channel });
  const rest = restOf(discord);
  const post = async () => {
    const body = { content: "card" };
    return (await rest.post(Routes.channelMessages(thread.id), { body })) as APIMessage;
  };
  const { id } = await post();
  const edit = () =>
    rest.patch(Routes.channelMessage(thread.id, id), { body: { content: "edited" } });

  thread.setThread({ archived: true });
  expect(await refusalOf(edit())).toEqual({ status: 400, code: 50083 });
  await post();
  await edit();

  thread.setThread({ archived: true, locked: true });
  expect(await refusalOf(post())).toEqual({ status: 400, code: 50083 });
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

test("a body with a key Discord does not know is refused and recorded", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);

  const post = restOf(discord).post(Routes.channelMessages(channel.id), {
    body: { content: "x", colour: "red" },
  });

  expect(await refusalOf(post)).toEqual({ status: 400, code: 50035 });
  expect(discord.wire.violations).toMatchObject([
    { method: "POST", path: Routes.channelMessages(channel.id), errors: { colour: {} } },
  ]);
  expect(discord.wire.entries.at(-1)?.schema).toEqual({ name: "MessageCreateRequest", ok: false });
});

test("a call to a route that does not exist is recorded as a violation", async () => {
  const discord = await openDiscord();

  expect(await refusalOf(restOf(discord).get("/nothing/here"))).toEqual({ status: 404, code: 0 });
  expect(discord.wire.violations).toHaveLength(1);
});

test("a wrong token is unauthorized", async () => {
  const discord = await openDiscord();

  const rest = restOf(discord).setToken("wrong");

  expect(await refusalOf(rest.get(Routes.user()))).toEqual({ status: 401, code: 0 });
  expect(discord.wire.refused[401]).toBe(1);
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
