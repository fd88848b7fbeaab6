import { fork } from "node:child_process";
import { createWriteStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { VARIABLES } from "../../src/config.ts";
import type { Order, Reply } from "./bot.ts";

export interface SoakedBot {
  /** Moves its clock ahead. */
  advance(ms: number): Promise<void>;
  /** Bytes of its heap after a collection. */
  heapBytes(): Promise<number>;
  /** A clean stop; resolves when the process is gone. */
  stop(): Promise<void>;
  kill(): void;
}

/** Starts the bot of `bot.ts`; resolves when it answers commands. One order at a time. */
export async function startSoakedBot(
  env: Record<string, string>,
  logFile: string,
): Promise<SoakedBot> {
  const log = createWriteStream(logFile);
  const blank = Object.fromEntries(VARIABLES.map((name) => [name, ""]));
  const child = fork(fileURLToPath(new URL("bot.ts", import.meta.url)), {
    execArgv: ["--import", "tsx", "--expose-gc"],
    env: { ...process.env, ...blank, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => {
      ended = true;
      resolve();
    });
  });

  function reply(): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(new Error("the bot has ended"));
      if (ended) fail();
      child.once("exit", fail);
      child.once("message", (message) => {
        child.off("exit", fail);
        resolve(message as Reply);
      });
    });
  }

  function tell(order: Order): Promise<Reply> {
    const answer = reply();
    child.send(order);
    return answer;
  }

  await reply();
  return {
    async advance(ms) {
      await tell({ advanceMs: ms });
    },
    async heapBytes() {
      const answer = await tell({ measure: true });
      if (!("heapBytes" in answer)) throw new Error("the bot did not measure");
      return answer.heapBytes;
    },
    async stop() {
      await tell({ stop: true });
      await gone;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
