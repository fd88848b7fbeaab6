import { type APIMessage, REST, Routes } from "discord.js";
import { expect, test } from "vitest";
import type { FaultAction } from "../../../playground/discord/faults.ts";
import { type LocalDiscord } from "../../../playground/discord/server.ts";
import { furnish, logIn, onSlash, openDiscord, restOf } from "./support.ts";

const ROUTE = { method: "POST", route: "/channels/:id/messages" };

function orderedPost(discord: LocalDiscord, channelId: string, action: FaultAction, times = 1) {
  discord.faults.next({ match: ROUTE, times, do: action });
  return restOf(discord).post(Routes.channelMessages(channelId), { body: { content: "hello" } });
}

test("a status on order is answered without doing the work", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);

  await expect(orderedPost(discord, channel.id, { status: 503 })).rejects.toThrow(
    "Service Unavailable",
  );

  expect(channel.messages()).toEqual([]);
  expect(discord.wire.entries.at(-1)).toMatchObject({
    status: 503,
    isFaulty: true,
    body: { content: "hello" },
  });
});

test("a line cut before the work leaves nothing behind", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);

  await expect(orderedPost(discord, channel.id, { hangUp: "before" })).rejects.toThrow(/./);

  expect(channel.messages()).toEqual([]);
});

test("a line cut in the middle of an upload leaves nothing behind", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  discord.faults.next({ match: ROUTE, do: { hangUp: "during", afterBytes: 100_000 } });

  const post = restOf(discord).post(Routes.channelMessages(channel.id), {
    body: {},
    files: [{ name: "clip.bin", data: Buffer.alloc(5_000_000) }],
  });

  await expect(post).rejects.toThrow(/./);
  expect(channel.messages()).toEqual([]);
});

test("a line cut after the work leaves the message there", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);

  await expect(orderedPost(discord, channel.id, { hangUp: "after" })).rejects.toThrow(/./);

  expect(channel.messages()).toHaveLength(1);
});

test("after an answer that never came, an enforced nonce keeps the repeat from posting twice", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const late = discord.faults.next({ match: ROUTE, do: { delayMs: 60_000, when: "after" } });
  const impatient = new REST({ api: discord.apiUrl, retries: 1, timeout: 1_000 });
  const body = { content: "once", nonce: "7a", enforce_nonce: true };

  const posted = impatient
    .setToken(discord.token)
    .post(Routes.channelMessages(channel.id), { body });

  await late.met;
  const { id } = (await posted) as APIMessage;
  expect(channel.messages().map((message) => message.id)).toEqual([id]);
  expect(discord.wire.find("POST", ROUTE.route)).toHaveLength(2);
});

test("a silence lasts until the client gives up", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const silence = discord.faults.next({ match: ROUTE, do: { silence: true } });
  const impatient = new REST({ api: discord.apiUrl, retries: 0, timeout: 100 });

  const post = impatient
    .setToken(discord.token)
    .post(Routes.channelMessages(channel.id), { body: { content: "hello" } });

  await expect(post).rejects.toThrow(/./);
  await silence.met;
  expect(channel.messages()).toEqual([]);
});

test("a fault meets as many requests as it was ordered for, and only those that fit", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const fault = discord.faults.next({ match: ROUTE, times: 2, do: { status: 500 } });
  const rest = restOf(discord);
  const post = () => rest.post(Routes.channelMessages(channel.id), { body: { content: "x" } });

  await rest.get(Routes.channel(channel.id));
  await expect(post()).rejects.toThrow("Internal Server Error");
  await expect(post()).rejects.toThrow("Internal Server Error");
  await post();

  expect(fault.hits).toBe(2);
});

test("faults that are cleared never come", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  discord.faults.next({ match: ROUTE, do: { status: 500 } });

  discord.faults.clear();

  await restOf(discord).post(Routes.channelMessages(channel.id), { body: { content: "x" } });
  expect(channel.messages()).toHaveLength(1);
});

test("interactions that are held back arrive when they are let go", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply("here")),
  );
  const { room } = furnish(discord);
  discord.faults.pauseInteractions();
  const use = await room.slash("video", { prompt: "a cat" });
  await room.send("time goes by");
  expect(use.interaction.state).toBe("waiting");

  discord.faults.resumeInteractions();

  expect((await use.message()).content).toBe("here");
});

test("the CDN fails on order as well", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const posted = (await restOf(discord).post(Routes.channelMessages(channel.id), {
    body: {},
    files: [{ name: "clip.txt", data: Buffer.from("x") }],
  })) as APIMessage;
  discord.faults.next({ match: { route: /^\/attachments\// }, do: { status: 502 } });
  const address = posted.attachments[0]?.url ?? "";

  expect((await fetch(address)).status).toBe(502);
  expect((await fetch(address)).status).toBe(200);
});
