import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  Routes,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
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

test("a pressed button can change the message it sits on", async () => {
  const discord = await openDiscord();
  const { room, member } = furnish(discord);
  await logIn(discord, async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) await replyWithButton(interaction);
    if (interaction.isButton()) await interaction.update({ content: "pressed", components: [] });
  });
  const message = await (await room.slash("video", { prompt: "a cat" })).message();

  const press = await member.press(message, "Cancel");

  expect(await press.response()).toMatchObject({ kind: "update" });
  expect(room.messages()).toMatchObject([{ content: "pressed", components: [] }]);
});

test("after a deferred update the original is the message pressed on", async () => {
  const discord = await openDiscord();
  const { room, member } = furnish(discord);
  await logIn(discord, async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) await replyWithButton(interaction);
    if (interaction.isButton()) {
      await interaction.deferUpdate();
      await interaction.editReply({ content: "edited" });
    }
  });
  const message = await (await room.slash("video", { prompt: "a cat" })).message();

  await member.press(message, "cancel:1");

  await room.waitFor(([only]) => only?.content === "edited");
  expect(room.messages()).toHaveLength(1);
});

test("a modal opened by a button brings its values and its message back", async () => {
  const discord = await openDiscord();
  const { room, member } = furnish(discord);
  await logIn(discord, async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) await replyWithButton(interaction);
    if (interaction.isButton()) await showModal(interaction);
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update(`because ${interaction.fields.getTextInputValue("reason")}`);
    }
  });
  const message = await (await room.slash("video", { prompt: "a cat" })).message();

  const modal = await (await member.press(message, "Cancel")).modal();
  await member.submit(modal, { Reason: "it rained" });

  const text = await room.waitFor(([only]) => only?.edited_timestamp && only.content);
  expect(text).toBe("because it rained");
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

async function replyWithButton(interaction: ChatInputCommandInteraction): Promise<void> {
  const button = new ButtonBuilder()
    .setCustomId("cancel:1")
    .setLabel("Cancel")
    .setStyle(ButtonStyle.Danger);
  await interaction.reply({
    content: "card",
    components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
  });
}

async function showModal(interaction: ButtonInteraction): Promise<void> {
  await interaction.showModal(
    new ModalBuilder()
      .setCustomId("why:1")
      .setTitle("Why?")
      .addLabelComponents((label) =>
        label
          .setLabel("Reason")
          .setTextInputComponent(
            new TextInputBuilder().setCustomId("reason").setStyle(TextInputStyle.Short),
          ),
      ),
  );
}
