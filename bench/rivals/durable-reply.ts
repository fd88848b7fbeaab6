import process from "node:process";
import { Client, Events, GatewayIntentBits } from "discord.js";
import sqlite3 from "sqlite3";

/** A bot that loses nothing it has answered: one durable write, and then the reply. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env["DISCORD_API_URL"] ?? "" },
});
const database = new sqlite3.Database(process.env["RIVAL_DATABASE"] ?? "");

const run = (sql: string, ...given: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    database.run(sql, given, (error: Error | null) => {
      if (error) reject(error);
      else resolve();
    });
  });

await run("PRAGMA journal_mode = WAL");
await run("PRAGMA synchronous = FULL");
await run("CREATE TABLE IF NOT EXISTS requests (id TEXT PRIMARY KEY, text TEXT)");

client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const { id, user, guildId, channelId } = interaction;
  const prompt = interaction.options.getString("prompt");
  const text = JSON.stringify({ id, memberId: user.id, guildId, channelId, prompt });
  void run("INSERT INTO requests VALUES (?, ?)", id, text).then(() =>
    interaction.reply("Your video is being made."),
  );
});
process.once("SIGTERM", () => void client.destroy().then(() => process.exit(0)));
await client.login(process.env["DISCORD_TOKEN"] ?? "");
