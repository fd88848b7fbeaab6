import {
  type APIMessage,
  ChannelType,
  type GuildTextBasedChannel,
  PermissionFlagsBits,
  Routes,
} from "discord.js";
import { expect, test, vi } from "vitest";
import { furnish, logIn, onSlash, openDiscord, refusalOf, restOf } from "./support.ts";

test("what the bot may do in a channel follows its role as it changes", async () => {
  const discord = await openDiscord();
  const { guild, channel } = furnish(discord);
  const client = await logIn(discord);
  const seen = client.channels.cache.get(channel.id) as GuildTextBasedChannel;
  const may = () => seen.permissionsFor(client.user)?.has(PermissionFlagsBits.AttachFiles);
  expect(may()).toBe(true);

  guild.setBotPermissions(["ViewChannel", "SendMessages"]);

  await vi.waitUntil(() => may() === false);
});

test("a boost is told, and raises what interactions state as upload limit", async () => {
  const discord = await openDiscord();
  const { guild, room } = furnish(discord);
  const client = await logIn(
    discord,
    onSlash((interaction) => interaction.reply(`${interaction.attachmentSizeLimit}`)),
  );

  guild.setBoostTier(3);

  const use = await room.slash("video", { prompt: "a cat" });
  expect((await use.message()).content).toBe(`${100 * 1024 * 1024}`);
  expect(client.guilds.cache.get(guild.id)?.premiumTier).toBe(3);
});

test("discord.js fetches guild, members, roles and channels", async () => {
  const discord = await openDiscord();
  const { guild, channel, member } = furnish(discord);
  const client = await logIn(discord);

  const fetched = await client.guilds.fetch(guild.id);

  expect(fetched.name).toBe("Guild One");
  expect((await fetched.members.fetch(member.id)).displayName).toBe("Member One");
  expect((await fetched.members.fetchMe()).id).toBe(discord.applicationId);
  expect((await fetched.roles.fetch()).has(guild.id)).toBe(true);
  expect((await fetched.channels.fetch()).has(channel.id)).toBe(true);
});

test("somebody who left, and a guild the bot is not in, are unknown or out of reach", async () => {
  const discord = await openDiscord();
  const { guild, member } = furnish(discord);
  const rest = restOf(discord);

  guild.removeMember(member);
  expect(await refusalOf(rest.get(Routes.guildMember(guild.id, member.id)))).toEqual({
    status: 404,
    code: 10007,
  });
  guild.removeBot();
  expect(await refusalOf(rest.get(Routes.guild(guild.id)))).toEqual({ status: 403, code: 50001 });
  expect(await refusalOf(rest.get(Routes.guild("100000000000000001")))).toEqual({
    status: 404,
    code: 10004,
  });
});

test("a removed bot cannot post any more, and its commands are gone", async () => {
  const discord = await openDiscord();
  const { guild, channel, room } = furnish(discord);
  await logIn(discord);

  guild.removeBot();

  const post = restOf(discord).post(Routes.channelMessages(channel.id), { body: { content: "x" } });
  expect(await refusalOf(post)).toEqual({ status: 403, code: 50001 });
  await expect(room.slash("video", { prompt: "a cat" })).rejects.toThrow(/no command/);
});

test("a guild in an outage is unavailable and comes back", async () => {
  const discord = await openDiscord();
  const { guild } = furnish(discord);
  const client = await logIn(discord);
  const heard: string[] = [];
  client.on("guildUnavailable", () => heard.push("out"));
  client.on("guildAvailable", () => heard.push("back"));

  guild.setOutage(true);
  guild.setOutage(false);

  await vi.waitUntil(() => heard.length === 2);
  expect(heard).toEqual(["out", "back"]);
});

test("the bot opens channels and threads where it is allowed to", async () => {
  const discord = await openDiscord();
  const { guild, channel } = furnish(discord);
  const client = await logIn(discord);
  const fetched = await client.guilds.fetch(guild.id);
  const create = () => fetched.channels.create({ name: "showcase", type: ChannelType.GuildText });
  expect(await refusalOf(create())).toEqual({ status: 403, code: 50013 });

  guild.setBotPermissions(["ViewChannel", "SendMessages", "ManageChannels", "CreatePublicThreads"]);
  const created = await create();
  const text = await fetched.channels.fetch(channel.id);
  const thread = await (text as typeof created).threads.create({ name: "inside" });

  expect(discord.world.channels.get(created.id)?.name).toBe("showcase");
  expect(discord.world.channels.get(thread.id)?.parentId).toBe(channel.id);
});

test("several messages are deleted at once with Manage Messages", async () => {
  const discord = await openDiscord();
  const { guild, channel, room } = furnish(discord);
  guild.setBotPermissions(["ViewChannel", "ManageMessages"]);
  const messages = [(await room.send("one")).id, (await room.send("two")).id];

  await restOf(discord).post(Routes.channelBulkDelete(channel.id), { body: { messages } });

  expect(channel.messages()).toEqual([]);
});

test("a forum takes no messages of its own, its posts do", async () => {
  const discord = await openDiscord();
  const guild = discord.createGuild();
  const forum = guild.createChannel({ type: ChannelType.GuildForum });
  const entry = guild.createThread({ parent: forum });
  const rest = restOf(discord);
  const post = async (id: string) =>
    (await rest.post(Routes.channelMessages(id), { body: { content: "x" } })) as APIMessage;

  expect(await refusalOf(post(forum.id))).toEqual({ status: 400, code: 50008 });
  expect((await post(entry.id)).content).toBe("x");
});
