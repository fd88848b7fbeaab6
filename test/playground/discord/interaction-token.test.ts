import { type Interaction, Routes } from "discord.js";
import { expect, test, vi } from "vitest";
import { furnish, logIn, onSlash, openDiscord, refusalOf, restOf } from "./support.ts";

test("after three seconds without an answer the application did not respond", async () => {
  const discord = await openDiscord();
  await logIn(discord);
  const { room } = furnish(discord);
  const use = await room.slash("video", { prompt: "a cat" });

  discord.clock.advance(3_000);

  await expect(use.response()).rejects.toThrow("did not respond");
  const { id, token } = use.interaction;
  const late = restOf(discord).post(Routes.interactionCallback(id, token), {
    body: { type: 4, data: { content: "late" } },
    auth: false,
  });
  expect(await refusalOf(late)).toEqual({ status: 404, code: 10062 });
});

test("a second answer is refused as already acknowledged", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply("first")),
  );
  const { room } = furnish(discord);
  const use = await room.slash("video", { prompt: "a cat" });
  await use.message();

  const { id, token } = use.interaction;
  const again = restOf(discord).post(Routes.interactionCallback(id, token), {
    body: { type: 4, data: { content: "second" } },
    auth: false,
  });

  expect(await refusalOf(again)).toEqual({ status: 400, code: 40060 });
  expect(room.messages()).toHaveLength(1);
});

test("the token is worth nothing before the first answer", async () => {
  const discord = await openDiscord();
  await logIn(discord);
  const { room } = furnish(discord);
  const { interaction } = await room.slash("video", { prompt: "a cat" });

  const original = Routes.webhookMessage(discord.applicationId, interaction.token);

  expect(await refusalOf(restOf(discord).get(original, { auth: false }))).toEqual({
    status: 404,
    code: 10015,
  });
});

test("the token lives for fifteen minutes", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply("card")),
  );
  const { room } = furnish(discord);
  const use = await room.slash("video", { prompt: "a cat" });
  await use.message();
  const rest = restOf(discord);
  const original = Routes.webhookMessage(discord.applicationId, use.interaction.token);
  const edit = () => rest.patch(original, { body: { content: "edited" }, auth: false });

  discord.clock.advance(15 * 60_000 - 5_000);
  await edit();
  discord.clock.advance(5_000);

  expect(await refusalOf(edit())).toEqual({ status: 401, code: 50027 });
  expect(room.messages()[0]?.content).toBe("edited");
});

test("a deleted original answer is an unknown message", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply("card")),
  );
  const { guild, channel, room } = furnish(discord);
  const moderator = guild.addMember({ permissions: ["ManageMessages"] });
  const use = await room.slash("video", { prompt: "a cat" });
  moderator.deleteMessage(await use.message());

  const original = Routes.webhookMessage(discord.applicationId, use.interaction.token);
  const edit = restOf(discord).patch(original, { body: { content: "x" }, auth: false });

  expect(await refusalOf(edit)).toEqual({ status: 404, code: 10008 });
  expect(channel.messages()).toEqual([]);
});

test("a replayed interaction is the same event once more", async () => {
  const discord = await openDiscord();
  const seen: string[] = [];
  await logIn(discord, async (interaction: Interaction) => {
    seen.push(`${interaction.id} ${interaction.token}`);
    if (seen.length === 1 && interaction.isRepliable()) await interaction.reply("once");
  });
  const { room } = furnish(discord);
  const use = await room.slash("video", { prompt: "a cat" });
  await use.message();

  discord.replay(use.interactionId);
  await vi.waitUntil(() => seen.length === 2);

  expect(seen[1]).toBe(seen[0]);
});

test("an answer of a kind the interaction does not take is a violation", async () => {
  const discord = await openDiscord();
  await logIn(discord);
  const { room } = furnish(discord);
  const { interaction } = await room.slash("video", { prompt: "a cat" });

  const update = restOf(discord).post(
    Routes.interactionCallback(interaction.id, interaction.token),
    { body: { type: 7, data: { content: "x" } }, auth: false },
  );

  expect(await refusalOf(update)).toEqual({ status: 400, code: 50035 });
  expect(discord.wire.violations).toHaveLength(1);
});
