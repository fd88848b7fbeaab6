import { spawn } from "node:child_process";
import os from "node:os";
import { Semaphore } from "async-mutex";
import { linkAbort, TimeLimitError } from "./abort.ts";
import { findFfmpeg } from "./find-ffmpeg.ts";

export interface FfmpegRun {
  /** The process is killed after this long; the time spent waiting for a turn does not count. */
  timeoutMs: number;
  /** A "look" (one picture decoded) never waits behind an encode that takes a minute. */
  lane: "look" | "encode";
  cwd?: string;
  signal?: AbortSignal | undefined;
}

export interface Ffmpeg {
  /**
   * Runs ffmpeg in a process of its own, at low priority.
   * @throws {FfmpegError} it ended badly or took too long
   * @throws {MissingFfmpegError} there is none
   * @throws the signal's reason where it was called off
   */
  run(args: readonly string[], options: FfmpegRun): Promise<void>;
}

/** ffmpeg ended badly; its last words are in the message, for the log only. */
export class FfmpegError extends Error {
  override readonly name = "FfmpegError";
  readonly timedOut: boolean;

  constructor(message: string, options: { cause?: unknown; timedOut?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.timedOut = options.timedOut ?? false;
  }
}

/** Enough of stderr to see what went wrong, not enough to fill a log. */
const STDERR_KEPT_BYTES = 2_000;
/** Below the bot itself, so that an encode never delays an answer to Discord. */
const CHILD_NICENESS = 10;

/**
 * @param options.concurrency processes at once in each lane (default 2)
 * @param options.signal ends every process when the bot stops
 * @param options.find how the command is found; by default PATH, then the package
 */
export function createFfmpeg(
  options: { concurrency?: number; signal?: AbortSignal; find?: () => Promise<string> } = {},
): Ffmpeg {
  const { concurrency = 2, find = findFfmpeg } = options;
  const lanes = { look: new Semaphore(concurrency), encode: new Semaphore(concurrency) };
  let found: Promise<string> | undefined;

  const command = (): Promise<string> => {
    // A failure is not remembered: an operator may install ffmpeg without a restart.
    found ??= find().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };

  return {
    async run(args, { timeoutMs, lane, cwd, signal }) {
      const path = await command();
      await lanes[lane].runExclusive(async () => {
        const { signal: either, release } = linkAbort([options.signal, signal], timeoutMs);
        try {
          either.throwIfAborted();
          await runOnce(path, args, cwd, either);
        } finally {
          release();
        }
      });
    },
  };
}

async function runOnce(
  path: string,
  args: readonly string[],
  cwd: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(path, ["-nostdin", "-hide_banner", "-v", "error", "-y", ...args], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    signal,
    // ffmpeg takes SIGTERM as a wish to finish the file properly; a cancelled one is thrown away.
    killSignal: "SIGKILL",
    windowsHide: true,
  });
  lowerPriority(child.pid);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT_BYTES);
  });
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  // "close" and not "exit": only then has all of stderr been read.
  const [code, killedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once("close", (...end) => resolve(end));
  });
  if (signal.aborted) {
    if (!(signal.reason instanceof TimeLimitError)) throw signal.reason;
    throw new FfmpegError(`ffmpeg: ${signal.reason.message}: ${stderr}`, {
      cause: signal.reason,
      timedOut: true,
    });
  }
  if (failure !== undefined || code !== 0) {
    throw new FfmpegError(`ffmpeg ended with ${code ?? killedBy}: ${stderr}`, { cause: failure });
  }
}

function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, CHILD_NICENESS);
  } catch (error) {
    // ESRCH: it has ended already. EPERM, EACCES: not ours to set here. The work is done all the same.
    const { info } = error as { info?: { code?: string } };
    if (!["ESRCH", "EPERM", "EACCES"].includes(info?.code ?? "")) throw error;
  }
}
