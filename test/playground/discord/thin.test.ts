import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  Client,
  GatewayIntentBits,
  MediaGalleryBuilder,
  MessageFlags,
  TextDisplayBuilder,
} from "discord.js";
import { afterEach, expect, test } from "vitest";
import { startDiscord, type LocalDiscord } from "../../../playground/discord/server.ts";

let discord: LocalDiscord;
let client: Client;

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

async function answerWithCard(interaction: ChatInputCommandInteraction): Promise<void> {
  const prompt = interaction.options.getString("prompt", true);
  await interaction.reply({
    components: [new TextDisplayBuilder().setContent(`making ${prompt}`)],
    flags: MessageFlags.IsComponentsV2,
    withResponse: true,
  });
  await interaction.editReply({
    components: [
      new MediaGalleryBuilder().addItems((item) =>
        item.setURL("attachment://clip.txt").setDescription("a clip"),
      ),
    ],
    files: [{ attachment: Buffer.from("the bytes"), name: "clip.txt" }],
    flags: MessageFlags.IsComponentsV2,
  });
}

test("an unmodified discord.js answers a slash command with a card and puts a file into it", async () => {
  discord = await startDiscord();
  const guild = discord.createGuild({ name: "Guild One" });
  const channel = guild.createChannel({ name: "clips" });
  const member = guild.addMember({ name: "Member One" });
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
  client.on("interactionCreate", (interaction) => {
    if (interaction.isChatInputCommand()) void answerWithCard(interaction);
  });
  const ready = new Promise<Client<true>>((resolve) => client.once("clientReady", resolve));
  await client.login(discord.token);
  const { application } = await ready;
  await application.commands.set([
    {
      name: "video",
      description: "Make a video",
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: "prompt",
          description: "What happens",
          required: true,
        },
      ],
    },
  ]);

  const use = await member.in(channel).slash("video", { prompt: "a cat" });

  expect(await use.response()).toMatchObject({ kind: "message", ephemeral: false });
  const url = await member
    .in(channel)
    .waitFor((messages) => messages[0]?.attachments.find(({ size }) => size === 9)?.url);
  expect(await (await fetch(url)).text()).toBe("the bytes");
});
