import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished } from "vitest";
import type { GuildOptions } from "../../playground/discord/actor/guild.ts";
import { startDiscord } from "../../playground/discord/server.ts";
import type { RunwareOptions } from "../../playground/runware/options.ts";
import { startRunware } from "../../playground/runware/server.ts";
import { createApp, type App } from "../../src/app.ts";
import { readConfig, type Config } from "../../src/config.ts";
import { createFastClock } from "./fast-clock.ts";
import { createLogLines } from "./log-lines.ts";

export interface StageOptions {
  env?: Record<string, string>;
  guild?: GuildOptions;
  runware?: RunwareOptions;
  /** How much faster than the wall the bot's clock runs; at 0 it moves by `clock.advance` alone. */
  clockSpeed?: number;
  /** Real time that the store may take for a new record; a busy machine needs all of Discord's. */
  writePatienceMs?: number;
}

/**
 * The real bot between the two local servers, with a guild, a channel and a member in it. Everything
 * is closed when the test ends, and the test fails if anything the bot sent broke a rule of Discord's.
 * The bot's and Runware's clock runs ten times faster; Discord's is real.
 */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(options);
  onTestFinished(() => stage.close());
  return stage;
}

/** A stage that a whole file of tests shares; it has to be closed. */
export async function openStage(options: StageOptions = {}) {
  const { clockSpeed = 10, writePatienceMs = 2500 } = options;
  const clock = createFastClock(clockSpeed);
  const dataDir = await mkdtemp(path.join(tmpdir(), "flipbook-test-"));
  const [discord, runware] = await Promise.all([
    startDiscord(),
    startRunware({ clock, render: "tiny", renderMs: () => 20_000, ...options.runware }),
  ]);
  const guild = discord.createGuild({ name: "Test Server", ...options.guild });
  const channel = guild.createChannel({ name: "videos" });
  const member = guild.addMember({ name: "Member One" });
  const log = createLogLines();
  const config = readConfig({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    RUNWARE_API_KEY: runware.apiKey,
    RUNWARE_API_URL: runware.apiUrl,
    STORE_URL: `sqlite://${path.join(dataDir, "flipbook.sqlite")}`,
    DATA_DIR: dataDir,
    ...options.env,
  });
  let app: App | undefined;

  async function startBot(own: Config = config): Promise<void> {
    const patience = writePatienceMs * Math.max(1, clockSpeed);
    app = createApp(own, { clock, log: log.log, writePatienceMs: patience });
    await app.start();
  }

  async function stopBot(): Promise<void> {
    await app?.stop("test");
    app = undefined;
  }

  async function close(): Promise<void> {
    await stopBot();
    await Promise.all([discord.close(), runware.close()]);
    clock.close();
    await rm(dataDir, { recursive: true, force: true });
    expect(discord.wire.violations).toEqual([]);
  }

  try {
    await startBot();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    discord,
    runware,
    guild,
    channel,
    member,
    clock,
    dataDir,
    log,
    config,
    startBot,
    stopBot,
    close,
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
