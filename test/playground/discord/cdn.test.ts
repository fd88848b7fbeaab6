import { type APIMessage, Routes } from "discord.js";
import { expect, test } from "vitest";
import { type LocalDiscord } from "../../../playground/discord/server.ts";
import { furnish, logIn, openDiscord, restOf } from "./support.ts";

async function upload(discord: LocalDiscord, text = "0123456789"): Promise<() => Promise<string>> {
  const { channel } = furnish(discord);
  const rest = restOf(discord);
  const posted = (await rest.post(Routes.channelMessages(channel.id), {
    body: { content: "file" },
    files: [{ name: "clip.txt", data: Buffer.from(text) }],
  })) as APIMessage;
  return async () => {
    const path = Routes.channelMessage(channel.id, posted.id);
    const message = (await rest.get(path)) as APIMessage;
    return message.attachments[0]?.url ?? "";
  };
}

test("an address that was tampered with leads nowhere", async () => {
  const discord = await openDiscord();
  const address = await (await upload(discord))();

  const forged = await fetch(address.replace(/hm=./, "hm=x"));

  expect(forged.status).toBe(404);
  expect(await forged.text()).toBe("This content is no longer available.");
});

test("an address expires after a day, and fetching the message brings a fresh one", async () => {
  const discord = await openDiscord();
  const fresh = await upload(discord);
  const old = await fresh();
  const ends = Number.parseInt(new URL(old).searchParams.get("ex") ?? "", 16) * 1_000;

  discord.clock.advance(ends - discord.clock.now() + 1_000);

  expect((await fetch(old)).status).toBe(404);
  expect(await (await fetch(await fresh())).text()).toBe("0123456789");
});

test("a range of bytes is served as asked", async () => {
  const discord = await openDiscord();
  const address = await (await upload(discord))();
  const get = (range: string) => fetch(address, { headers: { range } });

  const middle = await get("bytes=2-4");
  expect([middle.status, middle.headers.get("content-range")]).toEqual([206, "bytes 2-4/10"]);
  expect(await middle.text()).toBe("234");
  expect(await (await get("bytes=-3")).text()).toBe("789");
  expect((await get("bytes=10-")).status).toBe(416);
});

test("the media proxy serves the same bytes", async () => {
  const discord = await openDiscord();
  const address = await (await upload(discord))();

  const proxied = address.replace("/attachments/", "/media/attachments/");

  expect(await (await fetch(proxied)).text()).toBe("0123456789");
});

test("a picture attached to a command is told with its size and can be fetched", async () => {
  const discord = await openDiscord();
  const seen = new Promise((resolve) => {
    void logIn(discord, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        resolve(interaction.options.getAttachment("first_frame", true));
      }
    });
  });
  await discord.waitFor(() => discord.world.commands.size > 0);
  const { room } = furnish(discord);
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );

  await room.slash("video", { prompt: "a cat", first_frame: { name: "my frame.png", bytes: png } });

  const attachment = (await seen) as { url: string };
  expect(attachment).toMatchObject({
    name: "my_frame.png",
    contentType: "image/png",
    width: 1,
    height: 1,
    ephemeral: true,
  });
  expect(Buffer.from(await (await fetch(attachment.url)).arrayBuffer())).toEqual(png);
});
