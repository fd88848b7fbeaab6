import path from "node:path";
import { onTestFinished } from "vitest";
import { startDiscord } from "../../../playground/discord/server.ts";
import { startRunware } from "../../../playground/runware/server.ts";
import { temporaryFolder } from "./start-process.ts";

/** Both local servers, and the environment of a bot between them. */
export async function startServers() {
  const [discord, runware, dataDir] = await Promise.all([
    startDiscord(),
    startRunware({ render: "tiny", manual: true }),
    temporaryFolder(),
  ]);
  onTestFinished(async () => {
    await Promise.all([discord.close(), runware.close()]);
  });
  const guild = discord.createGuild({ name: "Test Server" });
  const channel = guild.createChannel({ name: "videos" });
  const member = guild.addMember({ name: "Member One" });
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    RUNWARE_API_KEY: runware.apiKey,
    RUNWARE_API_URL: runware.apiUrl,
    DATA_DIR: dataDir,
    STORE_URL: `sqlite://${path.join(dataDir, "flipbook.sqlite")}`,
  };
  return { discord, runware, channel, member, env };
}
