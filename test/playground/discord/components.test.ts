import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { expect, test } from "vitest";
import { furnish, logIn, openDiscord } from "./support.ts";

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

test("media at an address of Discord's own CDN is known by its file", async () => {
  const discord = await openDiscord();
  const { room } = furnish(discord);
  const gallery = (url: string) => [{ type: 12, items: [{ media: { url } }] }];
  await logIn(discord, async (interaction: Interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const first = await interaction.reply({
      flags: MessageFlags.IsComponentsV2,
      components: gallery("attachment://dot.png"),
      files: [{ name: "dot.png", attachment: Buffer.from(DOT, "base64") }],
      withResponse: true,
    });
    const url = first.resource?.message?.attachments.first()?.url ?? "";
    await interaction.followUp({
      flags: MessageFlags.IsComponentsV2,
      components: gallery(url),
    });
    await interaction.followUp({
      flags: MessageFlags.IsComponentsV2,
      components: gallery("https://pictures.example/dot.png"),
    });
  });
  await room.slash("video", { prompt: "a cat" });
  const [, own, other] = await room.waitFor((messages) => messages.length === 3 && messages);
  const size = { width: 1, height: 1, content_type: "image/png" };
  const unknown = { width: null, height: null, content_type: null };
  expect(own?.components).toMatchObject([{ items: [{ media: size }] }]);
  expect(other?.components).toMatchObject([{ items: [{ media: unknown }] }]);
});

/** A PNG of one pixel. */
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
