import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { VARIABLES } from "../../src/config.ts";
import { BOT, DURABLE_REPLY, REPLY_ONLY } from "./build.ts";
import { type Program, startProgram } from "./start-program.ts";
import type { Town } from "./town.ts";

export const SUBJECTS = ["flipbook", "durable", "reply"] as const;
export type SubjectName = (typeof SUBJECTS)[number];

export const SUBJECT_TITLES: Readonly<Record<SubjectName, string>> = {
  flipbook: "Flipbook",
  durable: "bare bot, durable write",
  reply: "bare bot, reply only",
};

const SCRIPTS: Readonly<Record<SubjectName, string>> = {
  flipbook: BOT,
  durable: DURABLE_REPLY,
  reply: REPLY_ONLY,
};

/** A running subject with a folder of its own. */
export interface Subject extends Program {
  folder: string;
  /** When Discord told it READY, in `performance.now()` of this process. */
  readonly readyAt: number;
  /** Ends it, and removes its folder. */
  leave(): Promise<void>;
}

export interface SubjectOptions {
  env?: Record<string, string>;
  /** Of a process before this one; a new one when left out. */
  folder?: string;
}

const START_TIMEOUT_MS = 60_000;

/** Starts one and waits until the gateway has told it READY. */
export async function startSubject(
  name: SubjectName,
  { discord, runware }: Town,
  workDir: string,
  options: SubjectOptions = {},
): Promise<Subject> {
  const folder = options.folder ?? (await mkdtemp(path.join(workDir, `${name}-`)));
  const ready = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} was not ready`)), START_TIMEOUT_MS);
    discord.events.once("ready", () => {
      clearTimeout(timer);
      resolve(performance.now());
    });
  });
  const program = await startProgram({
    script: SCRIPTS[name],
    cwd: folder,
    logFile: path.join(workDir, `${name}.log`),
    env: {
      // An operator's own .env has no say in it.
      ...(name === "flipbook" ? Object.fromEntries(VARIABLES.map((each) => [each, ""])) : {}),
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      RIVAL_DATABASE: path.join(folder, "rival.sqlite"),
      RUNWARE_API_KEY: runware.apiKey,
      RUNWARE_API_URL: runware.apiUrl,
      STORE_URL: `sqlite://${path.join(folder, "flipbook.sqlite")}`,
      DATA_DIR: folder,
      ...options.env,
    },
  });
  const readyAt = await Promise.race([ready, program.failed]);
  return {
    ...program,
    folder,
    readyAt,
    async leave() {
      await program.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
