import process from "node:process";
import { Client, Events, GatewayIntentBits } from "discord.js";

/** The least that a bot can do: it answers, and nothing else. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env["DISCORD_API_URL"] ?? "" },
});

client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.reply("Your video is being made.");
});
process.once("SIGTERM", () => void client.destroy().then(() => process.exit(0)));
await client.login(process.env["DISCORD_TOKEN"] ?? "");
