import { type APIMessage, PermissionFlagsBits, Routes } from "discord.js";
import { expect, test } from "vitest";
import { furnish, openDiscord, refusalOf, restOf } from "./support.ts";

const file = (name: string, size = 9) => ({ name, data: Buffer.alloc(size, "a") });

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

test("nobody can be written to directly once the bot has left the only server they shared", async () => {
  const discord = await openDiscord();
  const { guild, member } = furnish(discord);
  const rest = restOf(discord);
  const dm = (await rest.post(Routes.userChannels(), { body: { recipient_id: member.id } })) as {
    id: string;
  };
  const post = () => rest.post(Routes.channelMessages(dm.id), { body: { content: "for you" } });
  await post();

  guild.removeBot();

  expect(await refusalOf(post())).toEqual({ status: 403, code: 50278 });
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
