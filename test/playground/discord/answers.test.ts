import { type Interaction, MessageFlags, Routes } from "discord.js";
import { expect, test, vi } from "vitest";
import { furnish, logIn, onSlash, openDiscord, refusalOf, restOf } from "./support.ts";

test("a deferral shows as thinking until it is filled, and filling it is no edit", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash(async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply("done");
    }),
  );
  const { room } = furnish(discord);

  const use = await room.slash("video", { prompt: "a cat" });

  expect(await use.response()).toMatchObject({ kind: "deferred", ephemeral: false });
  expect(await use.message()).toMatchObject({ content: "done", edited_timestamp: null });
  await discord.waitFor(() => discord.wire.find("PATCH", /@original$/).length === 1);
});

test("the first follow-up of a deferral takes the place of thinking", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash(async (interaction) => {
      await interaction.deferReply();
      await interaction.followUp("instead");
    }),
  );
  const { room } = furnish(discord);

  const use = await room.slash("video", { prompt: "a cat" });

  expect(await use.message()).toMatchObject({ content: "instead" });
  expect(room.messages()).toHaveLength(1);
});

test("an ephemeral answer is seen by nobody but the member it is for", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply({ content: "psst", flags: MessageFlags.Ephemeral })),
  );
  const { guild, channel, room } = furnish(discord);
  const other = guild.addMember({ name: "Member Two" });

  const use = await room.slash("video", { prompt: "a cat" });
  await use.message();

  expect(room.messages().map(({ content }) => content)).toEqual(["psst"]);
  expect(other.in(channel).messages()).toEqual([]);
  expect(channel.messages()).toEqual([]);
});

test("an ephemeral message cannot be reached through the channel", async () => {
  const discord = await openDiscord();
  await logIn(
    discord,
    onSlash((interaction) => interaction.reply({ content: "psst", flags: MessageFlags.Ephemeral })),
  );
  const { channel, room } = furnish(discord);
  const message = await (await room.slash("video", { prompt: "a cat" })).message();

  const refusal = await refusalOf(
    restOf(discord).patch(Routes.channelMessage(channel.id, message.id), {
      body: { content: "x" },
    }),
  );

  expect(refusal).toEqual({ status: 404, code: 10008 });
});

test("what is suggested while typing comes back as choices", async () => {
  const discord = await openDiscord();
  await logIn(discord, async (interaction: Interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed}ime`, value: "anime" }]);
  });
  const { room } = furnish(discord);

  expect(await room.autocomplete("video", "style", "an", { prompt: "a cat" })).toEqual([
    { name: "anime", value: "anime" },
  ]);
});

test("a message command carries the message it was used on", async () => {
  const discord = await openDiscord();
  await logIn(discord, async (interaction: Interaction) => {
    if (!interaction.isMessageContextMenuCommand()) return;
    await interaction.reply(`delete "${interaction.targetMessage.content}"`);
  });
  const { room, member } = furnish(discord);
  const said = await room.send("hello");

  const use = await member.messageCommand(said, "Delete video");

  expect((await use.message()).content).toBe('delete "hello"');
});

test("the event of an interaction tells where, who, and what may be done there", async () => {
  const discord = await openDiscord();
  let seen: Interaction | undefined;
  await logIn(discord, async (interaction: Interaction) => {
    seen = interaction;
  });
  const guild = discord.createGuild({ boostTier: 2, locale: "de" });
  const parent = guild.createChannel({ nsfw: true });
  const thread = guild.createThread({ parent, name: "inside" });
  const member = guild.addMember({ name: "Member One", locale: "fr" });

  await member.in(thread).slash("video", { prompt: "a cat", duration: 8 });
  const interaction = await vi.waitUntil(() => seen);

  expect(interaction).toMatchObject({
    guildId: guild.id,
    guildLocale: "de",
    locale: "fr",
    context: 0,
    attachmentSizeLimit: 50 * 1024 * 1024,
    channel: { id: thread.id, parentId: parent.id },
  });
  expect(interaction.appPermissions.has("AttachFiles")).toBe(true);
  expect(interaction.appPermissions.has("ManageMessages")).toBe(false);
  expect(interaction.memberPermissions?.has("SendMessagesInThreads")).toBe(true);
});
