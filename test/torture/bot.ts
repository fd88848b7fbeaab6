import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { VARIABLES } from "../../src/config.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A start of the bot takes two or three seconds; with Discord failing meanwhile a little more. */
const START_TIMEOUT_MS = 90_000;
/** The promise of issue 3: a clean end within this. */
const STOP_TIMEOUT_MS = 10_000;

/** The bot as its own process, started and killed again and again. */
export interface Bot {
  /** Starts a process; returns at once. */
  spawn(): void;
  /** Resolves when the process answers commands; false where it ended before. */
  ready(): Promise<boolean>;
  /** SIGKILL; resolves when the process is gone. False where it had ended by itself. */
  kill(): Promise<boolean>;
  /** SIGTERM; resolves with what came of it. */
  stop(): Promise<{ code: number | null; ms: number }>;
  readonly isReady: boolean;
  /** Resolves when the process of this moment ends. */
  ended(): Promise<void>;
  /** Ends by itself, with the last line it wrote: a fault each. */
  readonly crashes: string[];
  /** Milliseconds from each start to its "ready". */
  readonly startMs: number[];
  /** Lines of level error and how often each came. */
  readonly errors: ReadonlyMap<string, number>;
}

interface Run {
  child: ChildProcess;
  ready: Promise<boolean>;
  gone: Promise<number | null>;
  isReady: boolean;
  isKilled: boolean;
  last: string;
}

export function createBot(env: Record<string, string>, logFile: string): Bot {
  const log = createWriteStream(logFile);
  const crashes: string[] = [];
  const startMs: number[] = [];
  const errors = new Map<string, number>();
  let run: Run | undefined;

  function start(): Run {
    const startedAt = performance.now();
    const blank = Object.fromEntries(VARIABLES.map((name) => [name, ""]));
    const child = spawn(process.execPath, ["--import", "tsx", path.join("src", "main.ts")], {
      cwd: ROOT,
      // Neither the shell nor an operator's own .env has a say in it.
      env: { ...blank, PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const gone = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
    let announce: (isReady: boolean) => void = () => {};
    const ready = new Promise<boolean>((resolve) => {
      announce = resolve;
    });
    const own: Run = { child, ready, gone, isReady: false, isKilled: false, last: "" };
    const timer = setTimeout(() => announce(false), START_TIMEOUT_MS);
    void gone.then(() => {
      clearTimeout(timer);
      own.isReady = false;
      if (!own.isKilled) crashes.push(own.last);
      announce(false);
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        log.write(`${line}\n`);
        own.last = line;
        const { msg, level } = read(line);
        if (level === "error") errors.set(msg, (errors.get(msg) ?? 0) + 1);
        if (msg !== "ready" || own.isReady) return;
        own.isReady = true;
        startMs.push(Math.round(performance.now() - startedAt));
        announce(true);
      });
    }
    return own;
  }

  function current(): Run {
    if (run === undefined) throw new Error("the bot was never started");
    return run;
  }

  process.once("exit", () => run?.child.kill("SIGKILL"));

  return {
    spawn() {
      log.write("--- start\n");
      run = start();
    },
    ready: () => current().ready,
    async kill() {
      const own = current();
      const wasRunning = own.child.exitCode === null && own.child.signalCode === null;
      own.isKilled ||= wasRunning;
      own.isReady = false;
      own.child.kill("SIGKILL");
      await own.gone;
      log.write("--- killed\n");
      return wasRunning;
    },
    async stop() {
      const own = current();
      own.isKilled = true;
      const startedAt = performance.now();
      const timer = setTimeout(() => own.child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      own.child.kill("SIGTERM");
      const code = await own.gone;
      clearTimeout(timer);
      await new Promise<void>((resolve) => {
        log.end(resolve);
      });
      return { code, ms: Math.round(performance.now() - startedAt) };
    },
    get isReady() {
      return run?.isReady ?? false;
    },
    async ended() {
      await current().gone;
    },
    crashes,
    startMs,
    errors,
  };
}

function read(line: string): { msg: string; level: string } {
  try {
    const { msg, level } = JSON.parse(line) as { msg?: unknown; level?: unknown };
    return { msg: String(msg), level: String(level) };
  } catch (error) {
    // Not a line of the log: a warning of Node's, or the last words of main.ts.
    if (error instanceof SyntaxError) return { msg: line, level: "" };
    throw error;
  }
}
