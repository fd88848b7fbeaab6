import { spawn } from "node:child_process";
import { DemoError } from "./demo-error.ts";

/** The bot itself needs at most 9 s to end; npm a little more. */
const STOP_TIMEOUT_MS = 12_000;
const LOG_KEPT = 4_000;

export interface BotProcess {
  /** Rejects when the bot ends before it was told to. */
  readonly ended: Promise<never>;
  /** Ends it as an operator would and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash of the machine does: no word to it, nothing put away. */
  kill(): Promise<void>;
}

/**
 * Starts the real bot by `npm start`, as an operator does, in a process group of its own: a Ctrl-C
 * in the terminal reaches the demo alone, which then ends the bot.
 */
export function startBotProcess(root: string, env: NodeJS.ProcessEnv): BotProcess {
  // The npm that runs the demo; a plain "npm" is no program on every system.
  const npm = process.env["npm_execpath"];
  const [command, args] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  const child = spawn(command, [...args, "start", "--silent"], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  let stopping = false;
  const keep = (chunk: Buffer) => (log = (log + String(chunk)).slice(-LOG_KEPT));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);

  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause) => reject(new DemoError("npm could not be started", { cause })));
    child.once("close", resolve);
  });
  const ended = exit.then((code) => {
    if (stopping) return new Promise<never>(() => undefined);
    throw new DemoError(`The bot ended by itself (exit code ${code}). Its last words:\n${log}`);
  });
  // Whoever waits for the bot sees the rejection; between two waits nobody does.
  ended.catch(() => undefined);

  /** The whole group, so that nothing outlives the demo whatever npm does with the signal. */
  const killGroup = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      // ESRCH: all of it has ended already.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  };
  process.once("exit", killGroup);

  return {
    ended,
    async kill() {
      stopping = true;
      killGroup();
      await exit;
      process.off("exit", killGroup);
    },
    async stop() {
      stopping = true;
      const timer = setTimeout(killGroup, STOP_TIMEOUT_MS);
      child.kill("SIGTERM");
      const code = await exit;
      clearTimeout(timer);
      // An ffmpeg that the bot left behind would write into a folder that is being removed.
      killGroup();
      process.off("exit", killGroup);
      return code;
    },
  };
}
