import { Routes } from "discord.js";
import { expect, test } from "vitest";
import { type LocalDiscord } from "../../../playground/discord/server.ts";
import { furnish, logIn, onSlash, openDiscord } from "./support.ts";

const post = (discord: LocalDiscord, channelId: string) =>
  fetch(`${discord.apiUrl}/v10${Routes.channelMessages(channelId)}`, {
    method: "POST",
    headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
    body: JSON.stringify({ content: "x" }),
  });

test("a bucket counts down in its headers and then refuses until it resets", async () => {
  const discord = await openDiscord();
  const { channel } = furnish(discord);
  const remaining: (string | null)[] = [];
  for (let sent = 0; sent < 5; sent += 1) {
    const { headers } = await post(discord, channel.id);
    remaining.push(headers.get("x-ratelimit-remaining"));
  }

  const refused = await post(discord, channel.id);

  expect(remaining).toEqual(["4", "3", "2", "1", "0"]);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("x-ratelimit-scope")).toBe("user");
  expect(await refused.json()).toMatchObject({ global: false, retry_after: expect.any(Number) });
  discord.clock.advance(5_000);
  expect((await post(discord, channel.id)).status).toBe(200);
  expect(discord.wire.refused[429]).toBe(1);
});

test("channels have buckets of their own", async () => {
  const discord = await openDiscord();
  const { guild, channel } = furnish(discord);
  const other = guild.createChannel();
  for (let sent = 0; sent < 5; sent += 1) await post(discord, channel.id);

  expect((await post(discord, other.id)).headers.get("x-ratelimit-remaining")).toBe("4");
});

test("the global limit refuses everything, and says that it is global", async () => {
  const discord = await openDiscord({ limits: { globalPerSecond: 1 } });
  const { channel, guild } = furnish(discord);
  await post(discord, channel.id);

  const refused = await post(discord, guild.createChannel().id);

  expect(refused.headers.get("x-ratelimit-global")).toBe("true");
  expect(await refused.json()).toMatchObject({ global: true });
});

test("interactions are answered whatever the global limit says", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash(async (interaction) => {
      await interaction.reply("card");
      await interaction.editReply("edited");
    }),
  );
  const { channel, room } = furnish(discord);
  while ((await post(discord, channel.id)).status === 200) discord.clock.advance(100);
  await Promise.all(Array.from({ length: 60 }, () => post(discord, channel.id)));

  await room.slash("video", { prompt: "a cat" });

  const card = await room.waitFor((messages) => messages.find((one) => one.edited_timestamp));
  expect(card.content).toBe("edited");
});

test("discord.js waits out a refusal and is let in", async () => {
  const discord = await openDiscord();
  const client = await logIn(discord);
  const { channel } = furnish(discord);
  discord.faults.next({
    match: { method: "POST", route: "/channels/:id/messages" },
    do: { rateLimit: { retryAfterMs: 50 } },
  });

  await client.rest.post(Routes.channelMessages(channel.id), { body: { content: "hello" } });

  expect(channel.messages()).toHaveLength(1);
  expect(discord.wire.find("POST", "/channels/:id/messages").map(({ status }) => status)).toEqual([
    429, 200,
  ]);
});
