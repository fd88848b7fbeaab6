import { Mutex } from "async-mutex";
import { type BotProcess, startBotProcess } from "../demo/bot-process.ts";
import type { LocalDiscord } from "../discord/server.ts";
import type { BotView } from "../web/api.ts";

export interface BotKeeper {
  readonly view: BotView;
  /** Nothing where it runs already; resolves when the process is on its way, not when it is online. */
  start(): Promise<void>;
  /** Ends it as an operator does. */
  stop(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export interface BotKeeping {
  /** The project's folder, where `npm start` works. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly discord: LocalDiscord;
  readonly changed: (view: BotView) => void;
}

/** The real bot as a process of its own, which may be ended in any way and started again. */
export function createBotKeeper({ root, env, discord, changed }: BotKeeping): BotKeeper {
  // Whoever presses kill and start at once gets the one after the other.
  const turns = new Mutex();
  let running: BotProcess | undefined;
  let view: BotView = { state: "stopped", starts: 0, note: "" };

  function show(news: Partial<BotView>): void {
    view = { ...view, ...news };
    changed(view);
  }

  const online = (): void => {
    if (running && view.state !== "online") show({ state: "online", note: "" });
  };
  discord.events.on("ready", online);
  discord.events.on("resumed", online);

  function begin(): void {
    if (running) return;
    const started = startBotProcess(root, env);
    running = started;
    show({ state: "starting", starts: view.starts + 1, note: "" });
    started.ended.catch((error: unknown) => {
      if (running !== started) return;
      running = undefined;
      show({ state: "stopped", note: error instanceof Error ? error.message : String(error) });
    });
  }

  async function end(how: (bot: BotProcess) => Promise<string>): Promise<void> {
    const ending = running;
    if (!ending) return;
    // First, so that what Discord hears of its end is not taken for a start.
    running = undefined;
    show({ state: "stopped", note: await how(ending) });
  }

  const stop = () => end(async (bot) => `Stopped, exit code ${await bot.stop()}.`);

  return {
    get view() {
      return view;
    },
    start: () => turns.runExclusive(begin),
    stop: () => turns.runExclusive(stop),
    kill: () =>
      turns.runExclusive(() => end(async (bot) => bot.kill().then(() => "Killed by SIGKILL."))),
    restart: () =>
      turns.runExclusive(async () => {
        await stop();
        begin();
      }),
  };
}
