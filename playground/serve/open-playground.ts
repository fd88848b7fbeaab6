import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { botEnvironment } from "../demo/bot-environment.ts";
import type { LocalDiscord } from "../discord/server.ts";
import { type Runware, startRunware } from "../runware/server.ts";
import { createActs } from "./acts/acts.ts";
import { createUploads } from "./acts/uploads.ts";
import { servePage } from "./http/serve-page.ts";
import { createHub } from "./hub.ts";
import { type BotKeeper, createBotKeeper } from "./keep-bot.ts";
import { createPageBundle } from "./page-bundle.ts";
import { createBoard } from "./switches/board.ts";
import { discordSwitches } from "./switches/discord-switches.ts";
import { createPace } from "./switches/pace.ts";
import { runwareSwitches } from "./switches/runware-switches.ts";
import { recordDiscord } from "./wire/record-discord.ts";
import { createRecorder } from "./wire/recorder.ts";
import { recordRunware } from "./wire/record-runware.ts";
import type { CastMember } from "./world/cast.ts";
import { makeFirstVideo } from "./world/first-video.ts";
import { openWorld } from "./world/open-world.ts";

export interface PlaygroundOptions {
  /** The project's folder, where `npm start` works. */
  readonly root: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Where everything is kept; a folder that is removed at the end when left out. */
  readonly dataDir?: string;
  /** How long the local Runware takes for a video. */
  readonly renderMs?: number;
  /** `tiny` makes plain videos at next to no cost. */
  readonly render?: "real" | "tiny";
  /** Whether somebody makes a video as soon as the bot is there. */
  readonly hasFirstVideo?: boolean;
  /** false: the bot waits to be started at the page. */
  readonly startsBot?: boolean;
  /** More of the operator's variables. */
  readonly operator?: Readonly<Record<string, string>>;
}

export interface Playground {
  /** Where the page is. */
  readonly address: string;
  readonly discord: LocalDiscord;
  readonly runware: Runware;
  readonly bot: BotKeeper;
  readonly cast: readonly CastMember[];
  close(): Promise<void>;
}

/**
 * Both local servers, a world in them, the page, and the bot as its own process, which is still
 * starting when this resolves.
 *
 * @throws {PlaygroundError} with a sentence, where the port is taken
 */
export async function openPlayground(options: PlaygroundOptions): Promise<Playground> {
  const putAway: (() => Promise<unknown> | void)[] = [];
  const close = async (): Promise<void> => {
    // The bot first: it would take a Discord that goes away for a fault.
    for (const put of putAway.splice(0).toReversed()) await put();
  };
  try {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "flipbook-playground-")));
    if (options.dataDir === undefined) {
      putAway.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    }
    await mkdir(dataDir, { recursive: true });
    const opened = await openWorld(options.dataDir);
    putAway.push(() => opened.close());
    const { clock, discord, cast } = opened;
    const pace = createPace(options.renderMs);
    const runware = await startRunware({
      clock,
      renderMs: () => pace.renderMs,
      render: options.render ?? "real",
      // Of a world of before the tasks are gone: whoever asks for one has to be told.
      ...(opened.isRestored ? { settings: { unknownTask: "error" } } : {}),
    });
    putAway.push(() => runware.close());
    const bundle = await createPageBundle();
    putAway.push(() => bundle.close());

    const hub = createHub(discord);
    const uploads = createUploads();
    const recorder = createRecorder((line) =>
      hub.tell({ type: "wire", line, violations: discord.wire.violations.length }),
    );
    recordDiscord(discord, recorder);
    recordRunware(runware, recorder);
    const board = createBoard(
      [...runwareSwitches(runware, pace), ...discordSwitches(discord, cast)],
      (switches) => hub.tell({ type: "switches", switches }),
    );
    const env = await botEnvironment(options.root, {
      discordToken: discord.token,
      discordUrl: discord.apiUrl,
      runwareKey: runware.apiKey,
      runwareUrl: runware.apiUrl,
      dataDir: join(dataDir, "bot"),
    });
    const bot = createBotKeeper({
      root: options.root,
      env: { ...env, ...options.operator },
      discord,
      changed: (view) => hub.tell({ type: "bot", bot: view }),
    });
    putAway.push(() => bot.stop());
    const acts = createActs(discord.core, cast, uploads);
    const house = { discord, cast, bot, hub, acts, uploads, recorder, board };
    const page = await servePage(house, bundle, options.port);
    putAway.push(() => page.close());
    if (options.hasFirstVideo && !opened.isRestored) makeFirstVideo(discord, cast);
    if (options.startsBot ?? true) await bot.start();
    return { address: page.address, discord, runware, bot, cast, close };
  } catch (error) {
    await close();
    throw error;
  }
}
