import { once } from "node:events";
import { type Client, Events, GatewayIntentBits } from "discord.js";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { type LocalDiscord } from "../../../playground/discord/server.ts";
import { furnish, logIn, onSlash, openDiscord } from "./support.ts";

/** Names of the channels the client was told of. */
function channelsTold(client: Client): string[] {
  const names: string[] = [];
  client.on("channelCreate", ({ name }) => names.push(name));
  return names;
}

async function rawSocket(discord: LocalDiscord, query = "v=10"): Promise<WebSocket> {
  const url = `${discord.apiUrl.replace("http", "ws").replace(/api$/, "gateway")}?${query}`;
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  return socket;
}

async function closeCodeAfter(socket: WebSocket, frame: object): Promise<number> {
  const closed = once(socket, "close");
  socket.send(JSON.stringify(frame));
  return (await closed)[0] as number;
}

const identify = (token: string, more: object = {}) => ({
  op: 2,
  d: { token, intents: 1, properties: {}, ...more },
});

test("a client hears of its guilds at login and of changes afterwards", async () => {
  const discord = await openDiscord();
  const before = furnish(discord);
  const client = await logIn(discord);
  const told = channelsTold(client);

  before.guild.createChannel({ name: "later" });

  await vi.waitUntil(() => told.length > 0);
  expect(told).toEqual(["later"]);
  expect(client.guilds.cache.get(before.guild.id)?.channels.cache.has(before.channel.id)).toBe(
    true,
  );
});

test("a dropped client resumes and is told what it missed, once", async () => {
  const discord = await openDiscord();
  const { guild } = furnish(discord);
  const client = await logIn(discord);
  const told = channelsTold(client);
  guild.createChannel({ name: "before" });
  const resumed = once(discord.events, "resumed");

  discord.faults.dropGateway();
  await once(discord.events, "gatewayClosed");
  guild.createChannel({ name: "missed" });

  expect(await resumed).toMatchObject([{ replayed: 1 }]);
  await vi.waitUntil(() => told.includes("missed"));
  expect(told).toEqual(["before", "missed"]);
});

test("an interaction made while the line was down arrives after the resume", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply("here")),
  );
  const { room } = furnish(discord);
  discord.faults.dropGateway();
  await once(discord.events, "gatewayClosed");

  const use = await room.slash("video", { prompt: "a cat" });

  expect((await use.message()).content).toBe("here");
});

test("a client that is asked to reconnect resumes", async () => {
  const discord = await openDiscord();
  await logIn(discord);
  const resumed = once(discord.events, "resumed");

  discord.faults.reconnect();

  await resumed;
  expect(discord.wire.violations).toEqual([]);
});

test("after an invalid session the client identifies anew", async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  const ready = once(discord.events, "ready");
  const shardReady = once(client, Events.ShardReady);

  discord.faults.invalidSession();

  await Promise.all([ready, shardReady]);
  expect(client.isReady()).toBe(true);
});

test("a wrong token is told apart at the gateway", async () => {
  const discord = await openDiscord();
  const socket = await rawSocket(discord);

  expect(await closeCodeAfter(socket, identify("wrong"))).toBe(4004);
});

test("privileged intents are refused", async () => {
  const discord = await openDiscord();
  const intents = GatewayIntentBits.Guilds | GatewayIntentBits.MessageContent;
  const socket = await rawSocket(discord);

  expect(await closeCodeAfter(socket, identify(discord.token, { intents }))).toBe(4014);
});

test("a shard that does not exist is refused", async () => {
  const discord = await openDiscord();
  const socket = await rawSocket(discord);

  expect(await closeCodeAfter(socket, identify(discord.token, { shard: [2, 2] }))).toBe(4010);
});

test("another version of the gateway is refused", async () => {
  const discord = await openDiscord();
  const socket = await rawSocket(discord, "v=9");

  expect((await once(socket, "close"))[0]).toBe(4012);
});

test("what is no JSON, an unknown opcode or a second identify ends the connection", async () => {
  const discord = await openDiscord();
  const broken = await rawSocket(discord);
  const closed = once(broken, "close");
  broken.send("{");
  expect((await closed)[0]).toBe(4002);

  expect(await closeCodeAfter(await rawSocket(discord), { op: 77, d: null })).toBe(4001);

  const twice = await rawSocket(discord);
  const ready = once(discord.events, "ready");
  twice.send(JSON.stringify(identify(discord.token)));
  await ready;
  expect(await closeCodeAfter(twice, identify(discord.token))).toBe(4005);
});

test("a session that was forgotten cannot be resumed", async () => {
  const discord = await openDiscord();
  const socket = await rawSocket(discord);
  const frames: { op: number; d: unknown }[] = [];
  socket.on("message", (data: Buffer) => {
    frames.push(JSON.parse(data.toString("utf8")) as { op: number; d: unknown });
  });

  socket.send(JSON.stringify({ op: 6, d: { token: discord.token, session_id: "gone", seq: 1 } }));

  await vi.waitUntil(() => frames.some(({ op }) => op === 9));
  expect(frames.find(({ op }) => op === 9)?.d).toBe(false);
});

test("a client that stops beating is let go", async () => {
  const discord = await openDiscord({ limits: { heartbeatMs: 20 } });
  const socket = await rawSocket(discord);

  expect((await once(socket, "close"))[0]).toBe(4009);
});

test("each shard hears of its own guilds only", async () => {
  const discord = await openDiscord();
  const first = discord.createGuild({ name: "zero", shard: { id: 0, count: 2 } });
  const second = discord.createGuild({ name: "one", shard: { id: 1, count: 2 } });
  const client = await logIn(
    discord,
    onSlash((interaction) => interaction.reply(`shard ${interaction.guild?.shardId}`)),
    { shardCount: 2 },
  );

  expect(client.guilds.cache.get(first.id)?.shardId).toBe(0);
  expect(client.guilds.cache.get(second.id)?.shardId).toBe(1);
  const channel = second.createChannel();
  const use = await second.addMember().in(channel).slash("video", { prompt: "a cat" });
  expect((await use.message()).content).toBe("shard 1");
});

test("a bot that is removed and added again is told both times", async () => {
  const discord = await openDiscord();
  const { guild } = furnish(discord);
  const client = await logIn(discord);
  const heard: string[] = [];
  client.on("guildDelete", () => heard.push("removed"));
  client.on("guildCreate", () => heard.push("added"));

  guild.removeBot();
  guild.addBot();

  await vi.waitUntil(() => heard.length === 2);
  expect(heard).toEqual(["removed", "added"]);
});
