import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface BotVariables {
  discordToken: string;
  discordUrl: string;
  runwareKey: string;
  runwareUrl: string;
  dataDir: string;
}

/**
 * The environment of the demo's bot. Every variable that `.env.example` names and the demo does not
 * set is blank: neither the shell nor an operator's own `.env` has a say in the demo.
 */
export async function botEnvironment(
  root: string,
  given: BotVariables,
): Promise<NodeJS.ProcessEnv> {
  const example = await readFile(join(root, ".env.example"), "utf8");
  const blank = [...example.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(([, name = ""]) => [name, ""]);
  return {
    ...process.env,
    ...(Object.fromEntries(blank) as Record<string, string>),
    DISCORD_TOKEN: given.discordToken,
    DISCORD_API_URL: given.discordUrl,
    RUNWARE_API_KEY: given.runwareKey,
    RUNWARE_API_URL: given.runwareUrl,
    DATA_DIR: given.dataDir,
    STORE_URL: `sqlite://${join(given.dataDir, "flipbook.sqlite")}`,
  };
}
