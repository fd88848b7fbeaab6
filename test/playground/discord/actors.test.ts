import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Interaction,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { expect, test } from "vitest";
import { ClientRefusal } from "../../../playground/discord/actor/client-refusal.ts";
import { WaitTimeout } from "../../../playground/discord/actor/wait-for.ts";
import { furnish, logIn, openDiscord } from "./support.ts";

test.for<[string, Record<string, unknown>]>([
  ["a required option is missing", {}],
  ["a text is too long", { prompt: "x".repeat(21) }],
  ["a value is none of the choices", { prompt: "a cat", duration: 7 }],
  ["a text stands where a number belongs", { prompt: "a cat", duration: "8" }],
  ["an option does not exist", { prompt: "a cat", length: 8 }],
  ["a text stands where a file belongs", { prompt: "a cat", first_frame: "frame.png" }],
])("the client does not send a command when %s", async ([, options]) => {
  const discord = await openDiscord();
  await logIn(discord);
  const { room } = furnish(discord);

  await expect(room.slash("video", options)).rejects.toThrow(ClientRefusal);

  expect(discord.world.interactions.size).toBe(0);
});

test("a command that was never registered cannot be typed", async () => {
  const discord = await openDiscord();
  const { room } = furnish(discord);

  await expect(room.slash("video", { prompt: "a cat" })).rejects.toThrow(/no command/i);
});

test("a command for managers is not offered to others", async () => {
  const discord = await openDiscord();
  let mode: string | null = null;
  await logIn(discord, async (interaction: Interaction) => {
    if (!interaction.isChatInputCommand()) return;
    mode = `${interaction.options.getSubcommand()} ${interaction.options.getString("mode")}`;
    await interaction.reply("set");
  });
  const { guild, channel, room } = furnish(discord);
  const manager = guild.addMember({ permissions: ["ManageGuild"] });

  await expect(room.slash("settings safety", { mode: "fast" })).rejects.toThrow(ClientRefusal);
  await (await manager.in(channel).slash("settings safety", { mode: "fast" })).message();

  expect(mode).toBe("safety fast");
});

test("who may not speak in a channel cannot use commands there", async () => {
  const discord = await openDiscord();
  await logIn(discord);
  const { guild, member } = furnish(discord);
  const quiet = guild.createChannel({ overwrites: [{ for: "everyone", deny: ["SendMessages"] }] });

  const typed = member.in(quiet).slash("video", { prompt: "a cat" });

  await expect(typed).rejects.toThrow(ClientRefusal);
});

test("a file over the member's own limit is not sent, with nitro it is", async () => {
  const discord = await openDiscord();
  await logIn(discord);
  const { guild, channel, room } = furnish(discord);
  const rich = guild.addMember({ nitro: true });
  const options = {
    prompt: "a cat",
    first_frame: { name: "frame.png", bytes: new Uint8Array(10 * 1024 * 1024 + 1) },
  };

  await expect(room.slash("video", options)).rejects.toThrow(/too powerful/);
  await rich.in(channel).slash("video", options);

  expect(discord.world.interactions.size).toBe(1);
});

test("a button that is absent, disabled or a link cannot be pressed", async () => {
  const discord = await openDiscord();
  await logIn(discord, async (interaction: Interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({
      content: "card",
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder()
            .setCustomId("a")
            .setLabel("Old")
            .setStyle(ButtonStyle.Primary)
            .setDisabled(true),
          new ButtonBuilder()
            .setURL("https://example.com")
            .setLabel("Out")
            .setStyle(ButtonStyle.Link),
        ),
      ],
    });
  });
  const { room, member } = furnish(discord);
  const message = await (await room.slash("video", { prompt: "a cat" })).message();

  await expect(member.press(message, "Old")).rejects.toThrow(/disabled/);
  await expect(member.press(message, "Out")).rejects.toThrow(/link/);
  await expect(member.press(message, "New")).rejects.toThrow("Buttons: Old, Out");
});

test("a message that is gone cannot be pressed on", async () => {
  const discord = await openDiscord();
  const { room, member } = furnish(discord);
  const said = await room.send("hello");

  member.deleteMessage(said);

  await expect(member.press(said, "Cancel")).rejects.toThrow(/no longer there/);
});

test("a choice in a menu arrives by its value, and nothing else can be chosen", async () => {
  const discord = await openDiscord();
  await logIn(discord, async (interaction: Interaction) => {
    if (interaction.isStringSelectMenu()) await interaction.update(interaction.values.join());
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({
      content: "which?",
      components: [
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
          new StringSelectMenuBuilder()
            .setCustomId("which")
            .addOptions({ label: "The first", value: "1" }, { label: "The second", value: "2" }),
        ),
      ],
    });
  });
  const { room, member } = furnish(discord);
  const message = await (await room.slash("video", { prompt: "a cat" })).message();

  await expect(member.select(message, "which", ["3"])).rejects.toThrow(/not offered/);
  await expect(member.select(message, "which", ["1", "2"])).rejects.toThrow(/at most 1/);
  const use = await member.select(message, "which", ["The second"]);

  expect((await use.message()).content).toBe("2");
});

test("a form marks red what is missing, too long or not there", async () => {
  const discord = await openDiscord();
  await logIn(discord, async (interaction: Interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const reason = new TextInputBuilder()
      .setCustomId("reason")
      .setStyle(TextInputStyle.Short)
      .setMaxLength(5);
    await interaction.showModal(
      new ModalBuilder()
        .setCustomId("why")
        .setTitle("Why?")
        .addLabelComponents((label) => label.setLabel("Reason").setTextInputComponent(reason)),
    );
  });
  const { guild, room, member } = furnish(discord);
  const modal = await (await room.slash("video", { prompt: "a cat" })).modal();

  await expect(member.submit(modal, {})).rejects.toThrow(/required/);
  await expect(member.submit(modal, { reason: "because" })).rejects.toThrow(/5 or fewer/);
  await expect(member.submit(modal, { reason: "no", more: "x" })).rejects.toThrow(
    /no field "more"/,
  );
  await expect(guild.addMember().submit(modal, { reason: "no" })).rejects.toThrow(/not open/);
});

test("a button in a direct message works as in a channel", async () => {
  const discord = await openDiscord();
  const client = await logIn(discord, async (interaction: Interaction) => {
    if (interaction.isButton()) await interaction.update({ content: "pressed", components: [] });
  });
  const { member } = furnish(discord);
  const user = await client.users.fetch(member.id);
  const button = new ButtonBuilder().setCustomId("a").setLabel("Go").setStyle(ButtonStyle.Primary);
  await user.send({
    content: "for you",
    components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
  });
  const message = await member.dms.waitFor(([first]) => first);

  const press = await member.press(message, "Go");

  expect((await press.message()).content).toBe("pressed");
});

test("a member of two guilds is one user", async () => {
  const discord = await openDiscord();
  const { member } = furnish(discord);
  const other = discord.createGuild({ name: "Guild Two" });

  const same = other.addMember({ user: member });

  expect(same.id).toBe(member.id);
  expect((await same.in(other.createChannel()).send("hello")).author.id).toBe(member.id);
});

test("only moderators delete what others said", async () => {
  const discord = await openDiscord();
  const { guild, channel, room } = furnish(discord);
  const said = await room.send("hello");
  const other = guild.addMember();
  const moderator = guild.addMember({ permissions: ["ManageMessages"] });

  expect(() => other.deleteMessage(said)).toThrow(ClientRefusal);
  moderator.deleteMessage(said);

  expect(channel.messages()).toEqual([]);
});

test("a wait in vain shows the channel as the member reads it", async () => {
  const discord = await openDiscord();
  const { room } = furnish(discord);
  await room.send("hello there");

  const wait = room.waitFor((messages) => messages.length > 1, { timeoutMs: 20, what: "a reply" });

  const error = await wait.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WaitTimeout);
  expect(String(error)).toContain("a reply did not come within 20 ms");
  expect(String(error)).toContain("#clips");
  expect(String(error)).toContain("hello there");
});

test("closing ends every wait", async () => {
  const discord = await openDiscord();
  const { room } = furnish(discord);
  const wait = room.waitFor((messages) => messages.length > 0);
  const outcome = wait.catch((error: unknown) => String(error));

  await discord.close();

  expect(await outcome).toContain("was closed");
});
