import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type LocalDiscord, startDiscord } from "../discord/server.ts";
import { type Runware, startRunware } from "../runware/server.ts";
import { botEnvironment } from "./bot-environment.ts";
import { type BotProcess, startBotProcess } from "./bot-process.ts";
import { type Screen, watchChannel } from "./channel-view.ts";
import { DemoError } from "./demo-error.ts";
import { EXAMPLES } from "./examples.ts";
import { makeVideo } from "./make-video.ts";
import { describe, saveVideo } from "./save-video.ts";

const READY_TIMEOUT_MS = 45_000;

export interface DemoOptions {
  /** The project's folder, where `npm start` works. */
  root: string;
  /** Where the videos are saved. */
  outDir: string;
  screen: Screen;
  /** Ends the demo early; everything is put away all the same. */
  signal: AbortSignal;
}

/**
 * The whole bot at its work, with no account: a local Discord, a local Runware, and the bot as its
 * own process between them.
 *
 * @throws {DemoError} with a sentence, where anything is not as it should be
 */
export async function runDemo({ root, outDir, screen, signal }: DemoOptions): Promise<void> {
  const putAway: (() => Promise<unknown>)[] = [];
  try {
    const dataDir = await mkdtemp(join(tmpdir(), "flipbook-demo-"));
    putAway.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    const discord = await startDiscord();
    putAway.push(() => discord.close());
    const runware = await startRunware({
      outDir: join(dataDir, "renders"),
      renderMs: ({ job }) => renderMsOf(job.prompt),
    });
    putAway.push(() => runware.close());
    const env = await botEnvironment(root, {
      discordToken: discord.token,
      discordUrl: discord.apiUrl,
      runwareKey: runware.apiKey,
      runwareUrl: runware.apiUrl,
      dataDir: join(dataDir, "bot"),
    });
    const bot = startBotProcess(root, env);
    putAway.push(() => bot.stop());
    await Promise.race([
      play({ outDir, screen, discord, runware, bot }),
      bot.ended,
      aborted(signal),
    ]);
  } finally {
    // The bot first: it would take a Discord that goes away for a fault.
    for (const put of putAway.toReversed()) await put();
  }
}

interface Stage {
  outDir: string;
  screen: Screen;
  discord: LocalDiscord;
  runware: Runware;
  bot: BotProcess;
}

async function play({ outDir, screen, discord, runware }: Stage): Promise<void> {
  const say = (line = ""): void => void screen.write(`${line}\n`);
  const startedAt = performance.now();
  const guild = discord.createGuild({ name: "Flipbook Demo" });
  const channel = guild.createChannel({ name: "videos" });
  const member = guild.addMember({ name: "Member One" });
  say(`A local Discord   ${discord.apiUrl}`);
  say(`A local Runware   ${runware.apiUrl}`);
  await untilReady(discord);
  say(`The bot           npm start, ready after ${seconds(startedAt)}`);
  say();
  for (const { title, options } of EXAMPLES) {
    say(`Member One types  /video ${String(options["prompt"]).slice(0, 40)}…   (“${title}”)`);
  }
  say();

  const view = watchChannel(discord, member, channel, screen);
  const cards = await Promise.all(
    EXAMPLES.map(async (example) => makeVideo(example, member.in(channel))),
  ).finally(() => view.end());
  const [violation] = discord.wire.violations;
  if (violation) {
    throw new DemoError(
      `Discord would have refused ${violation.method} ${violation.path}: ${violation.message}`,
    );
  }

  say(`\nSaved from Discord, as a member would:`);
  for (const [index, example] of EXAMPLES.entries()) {
    const card = cards[index];
    if (!card) throw new DemoError(`“${example.title}” has no card.`);
    const saved = await saveVideo(card, join(outDir, `${example.fileName}.mp4`), example.video);
    say(`  ${relative(process.cwd(), saved.path)}   ${describe(saved)}`);
  }
  say(`\nAll of it took ${seconds(startedAt)}.`);
}

/** The bot has registered its commands and is connected: members see it online. */
async function untilReady(discord: LocalDiscord): Promise<void> {
  const isOffered = () => discord.world.commands.size > 0 && isConnected;
  let isConnected = false;
  discord.events.once("ready", () => (isConnected = true));
  await discord.waitFor(isOffered, { timeoutMs: READY_TIMEOUT_MS, what: "The bot" });
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new DemoError("The demo was stopped.")));
    if (signal.aborted) reject(new DemoError("The demo was stopped."));
  });
}

const renderMsOf = (prompt: string): number =>
  EXAMPLES.find(({ options }) => options["prompt"] === prompt)?.renderMs ?? 10_000;

const seconds = (sinceMs: number): string =>
  `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
