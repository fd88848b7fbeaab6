import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import type { Probed } from "../inside/probe.ts";
import { PROBE } from "./build.ts";

/** A bot, ours or a rival, as a process of its own. */
export interface Program {
  readonly pid: number;
  /** `performance.now()` of this process when it was started. */
  readonly startedAt: number;
  /** What its heap holds after a collection. */
  heap(): Promise<Probed>;
  /** Resolves with the next thing it says by `process.send`. */
  heard(): Promise<unknown>;
  /** Tells it something by `process.on("message")`. */
  send(message: object): void;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Rejects when it ends by itself. */
  readonly failed: Promise<never>;
}

export interface ProgramOptions {
  script: string;
  env: Record<string, string>;
  /** What it prints goes to the end of this file. */
  logFile: string;
  cwd: string;
}

export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { script, env, logFile, cwd } = options;
  const log = await open(logFile, "a");
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--expose-gc", "--import", PROBE, script], {
    cwd,
    // The shell has no say in it.
    env: { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"], ...env },
    stdio: ["ignore", log.fd, log.fd, "ipc"],
  });
  let isOver = false;
  const gone = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const failed = gone.then((code) => {
    if (isOver) return new Promise<never>(() => undefined);
    throw new Error(`${script} ended by itself (${code}); its last words are in ${logFile}`);
  });
  // Whoever waits sees the rejection; between two waits nobody does.
  failed.catch(() => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} could not be started`);
  const killIt = (): void => void child.kill("SIGKILL");
  process.once("exit", killIt);

  async function end(signal: NodeJS.Signals): Promise<void> {
    isOver = true;
    child.kill(signal);
    await gone;
    process.off("exit", killIt);
    await log.close();
  }

  return {
    pid,
    startedAt,
    failed,
    heap() {
      const answer = new Promise<Probed>((resolve) => {
        child.once("message", (message) => resolve(message as Probed));
      });
      child.send("measure");
      return Promise.race([answer, failed]);
    },
    heard: () =>
      Promise.race([
        new Promise((resolve) => {
          child.once("message", resolve);
        }),
        failed,
      ]),
    send: (message) => void child.send(message),
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}
