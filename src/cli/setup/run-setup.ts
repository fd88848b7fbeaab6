import { randomBytes } from "node:crypto";
import { access } from "node:fs/promises";
import path from "node:path";
import { inviteLink } from "../../discord/doctor/invite-link.ts";
import { isMissing } from "../../media/disk.ts";
import type { Asker } from "./asker.ts";
import { checkDiscord } from "./check-discord.ts";
import { checkRunware } from "./check-runware.ts";
import { readEnvFile, withVariables, writeEnvFile, type EnvFile } from "./env-file.ts";

export interface SetupPlaces {
  /** The file to write. */
  envFile: string;
  /** What a new one begins with. */
  exampleFile: string;
  /** May hold a key that was made at the first start. */
  dataDir: string;
  discordApiUrl: string;
  runwareApiUrl: string;
}

/** What the two services give out: nothing that would need quotes in a file, or break a header. */
const SECRET = /^[\w.-]{16,400}$/;
const NO_SECRET =
  "That cannot be it: it has 16 letters and digits or more, and no blanks. Please copy all of it.";

/** Asks for the two keys, tries both, and writes them down; then says how the bot gets into a server. */
export async function runSetup(asker: Asker, places: SetupPlaces): Promise<void> {
  const { discordApiUrl, runwareApiUrl, dataDir } = places;
  const env = await readEnvFile(places.envFile, places.exampleFile);
  const discord = await entered(asker, env, DISCORD, (token) => checkDiscord(discordApiUrl, token));
  asker.say(`Discord knows the bot as ${discord.verdict.botName}.`);
  if (discord.verdict.warning !== null) asker.say(discord.verdict.warning);
  const runware = await entered(asker, env, RUNWARE, (key) => checkRunware(runwareApiUrl, key));
  asker.say(balanceWords(runware.verdict.balanceMicroUsd));

  const variables: Record<string, string> = {
    DISCORD_TOKEN: discord.secret,
    RUNWARE_API_KEY: runware.secret,
  };
  // Another key than before would make all that was sealed unreadable.
  const hasKey = env.value("SECRET_KEY") !== undefined || (await isThere(dataDir, "secret.key"));
  if (!hasKey) variables["SECRET_KEY"] = randomBytes(32).toString("base64url");
  await writeEnvFile(env.path, withVariables(env.text, variables));
  asker.say(`Written to ${env.path}, which only you can read. Keep a copy of it in a safe place.`);
  asker.say(
    `Open this link to invite the bot to a server; it asks for the least it can work with:\n${inviteLink(discord.verdict.applicationId)}`,
  );
  asker.say("Start the bot with: npm start");
}

interface Wanted {
  name: string;
  question: string;
}

const DISCORD: Wanted = {
  name: "DISCORD_TOKEN",
  question:
    "The bot's token (discord.com/developers/applications, your application, Bot, Reset Token):",
};
const RUNWARE: Wanted = {
  name: "RUNWARE_API_KEY",
  question: "The Runware API key (my.runware.ai/keys):",
};

type Refused = { isAccepted: false; problem: string };

/** Asks until the other side takes it; what is there already is kept unless somebody says otherwise. */
async function entered<V extends { isAccepted: true }>(
  asker: Asker,
  env: EnvFile,
  { name, question }: Wanted,
  check: (secret: string) => Promise<V | Refused>,
): Promise<{ secret: string; verdict: V }> {
  const kept = env.value(name);
  let secret =
    kept !== undefined && !(await asker.yes(`${name} is set already. Replace it?`))
      ? kept
      : await asker.secret(question);
  for (;;) {
    secret = secret.trim();
    const verdict = SECRET.test(secret)
      ? await check(secret)
      : ({ isAccepted: false, problem: NO_SECRET } as const);
    if (verdict.isAccepted) return { secret, verdict };
    asker.say(verdict.problem);
    secret = await asker.secret(question);
  }
}

function balanceWords(microUsd: number): string {
  const usd = `$${(Math.max(0, microUsd) / 1_000_000).toFixed(2)}`;
  return microUsd > 0
    ? `Runware accepts the key; the account has ${usd}.`
    : "Runware accepts the key, but the account has no credit: add some at https://my.runware.ai, or no video is made.";
}

async function isThere(...parts: string[]): Promise<boolean> {
  try {
    await access(path.join(...parts));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
