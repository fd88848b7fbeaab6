import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { botEnvironment } from "../../demo/bot-environment.ts";
import { type BotProcess, startBotProcess } from "../../demo/bot-process.ts";
import { type LocalDiscord, startDiscord } from "../../discord/server.ts";
import { type Runware, startRunware } from "../../runware/server.ts";
import { createDays, type Days } from "./days.ts";
import { PictureError } from "./picture-error.ts";

/** A Saturday evening: every picture is of the same day, whenever it is taken. */
const START = Date.parse("2026-03-14T18:30:00Z");
const READY_TIMEOUT_MS = 45_000;
const RENDER_MS = 3_000;

export interface StageOptions {
  /** Whether videos are drawn; without, plain ones are made at next to no cost. */
  drawn?: boolean;
  /** Days before the day of the pictures on which it begins. */
  daysBefore?: number;
  /** The operator's variables. */
  operator?: Readonly<Record<string, string>>;
}

export interface Stage {
  discord: LocalDiscord;
  runware: Runware;
  days: Days;
  /** Rejects where the bot ends by itself, before it is started anew. */
  ended: Promise<never>;
  /** Ends the bot and starts it: it looks at once at what has become due since. */
  restart: () => Promise<void>;
  close(): Promise<void>;
}

/** The bot as its own process between a local Discord and a local Runware, all of the same hour. */
export async function openStage(root: string, options: StageOptions = {}): Promise<Stage> {
  const putAway: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    // The bot first: it would take a Discord that goes away for a fault.
    for (const put of putAway.splice(0).toReversed()) await put();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), "flipbook-pictures-"));
    putAway.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    const startAt = START - (options.daysBefore ?? 0) * 86_400_000;
    const days = await createDays(startAt, join(dataDir, "shift"));
    const { clock } = days;
    const discord = await startDiscord({ clock });
    putAway.push(() => discord.close());
    const runware = await startRunware({
      clock,
      renderMs: () => RENDER_MS,
      render: options.drawn ? "real" : "tiny",
    });
    putAway.push(() => runware.close());
    const env = await botEnvironment(root, {
      discordToken: discord.token,
      discordUrl: discord.apiUrl,
      runwareKey: runware.apiKey,
      runwareUrl: runware.apiUrl,
      dataDir: join(dataDir, "bot"),
    });
    const start = async (): Promise<BotProcess> => {
      const bot = startBotProcess(root, {
        ...env,
        ...options.operator,
        NODE_OPTIONS: `--import=${new URL("shifted-date.mjs", import.meta.url).href}`,
        PICTURES_SHIFT_FILE: days.file,
      });
      putAway.push(() => bot.stop());
      await Promise.race([untilReady(discord), bot.ended]);
      return bot;
    };
    let bot = await start();
    const restart = async (): Promise<void> => {
      await bot.stop();
      putAway.pop();
      bot = await start();
    };
    return { discord, runware, days, ended: bot.ended, restart, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The bot has registered its commands and is connected: members see it online. */
async function untilReady(discord: LocalDiscord): Promise<void> {
  let isConnected = false;
  discord.events.once("ready", () => (isConnected = true));
  await discord.waitFor(() => discord.world.commands.size > 0 && isConnected, {
    timeoutMs: READY_TIMEOUT_MS,
    what: "The bot",
  });
}

/** @throws {PictureError} where the bot sent what Discord would have refused */
export function refuseViolations({ wire }: LocalDiscord): void {
  const [violation] = wire.violations;
  if (violation === undefined) return;
  throw new PictureError(
    `Discord would have refused ${violation.method} ${violation.path}: ${violation.message}`,
  );
}
