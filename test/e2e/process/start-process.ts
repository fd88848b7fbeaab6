import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

export const ROOT = path.resolve(import.meta.dirname, "../../..");

export interface Ended {
  code: number | null;
  /** Everything that it, and whatever it started, printed until the last of them was gone. */
  output: string;
}

export interface Started {
  readonly pid: number;
  output(): string;
  /** Resolves when the output holds this. Rejects when the process ends before that. */
  waitFor(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
  signal(name: NodeJS.Signals): void;
}

/** `npm SCRIPT` with nothing of this environment but what npm needs; ended with the test. */
export function startNpm(args: readonly string[], env: Record<string, string>): Started {
  const child = spawn("npm", args, {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    // A group of its own, so that whatever it started can be ended with it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("npm could not be started");
  let output = "";
  const news = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    output += String(chunk);
    for (const tell of news) tell();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code, output }));
  });
  onTestFinished(async () => {
    endGroup(pid);
    await ended;
  });

  return {
    pid,
    output: () => output,
    ended,
    async waitFor(text) {
      const seen = new Promise<void>((resolve) => {
        const look = (): void => {
          if (output.includes(text)) resolve();
        };
        news.add(look);
        look();
      });
      const tooSoon = ended.then(({ code }) => {
        throw new Error(`it ended with ${code} before it said “${text}”:\n${output}`);
      });
      await Promise.race([seen, tooSoon]);
    },
    signal: (name) => void child.kill(name),
  };
}

/** A folder of this test's own. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "flipbook-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // ESRCH: all of it has ended already.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
