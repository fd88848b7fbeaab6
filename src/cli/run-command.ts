import path from "node:path";
import { ConfigError, loadOutside } from "../config.ts";
import { refuseStaleBuild } from "../stale-build.ts";
import type { Places } from "./backup/back-up.ts";

/** Runs a command of the operator's to its end: what goes wrong is a sentence, and the exit code 1. */
export function runCommand(work: () => Promise<void>): void {
  const run = async (): Promise<void> => {
    await refuseStaleBuild();
    await work();
  };
  run().catch((error: unknown) => {
    const message = error instanceof Error ? error.message : "an unknown fault";
    const lines = error instanceof ConfigError ? error.lines.join("\n  ") : message;
    process.stderr.write(`${lines}\n`);
    process.exitCode = 1;
  });
}

/** What a command was called with: `--flags`, and the rest. */
export function argumentsOf(known: readonly string[]): { flags: Set<string>; rest: string[] } {
  const given = process.argv.slice(2);
  const flags = new Set(given.filter((word) => word.startsWith("--")));
  const unknown = [...flags].find((flag) => !known.includes(flag));
  if (unknown !== undefined) throw new Error(`${unknown} is not known here`);
  return { flags, rest: given.filter((word) => !word.startsWith("--")) };
}

/** Where this bot keeps its things. @throws {Error} with a sentence where it keeps none */
export function placesOfBot(): Places {
  const { storeUrl, dataDir } = loadOutside();
  const storePath = /^sqlite:\/\/(.+)$/.exec(storeUrl)?.[1];
  if (storePath === undefined) {
    throw new Error("STORE_URL is memory: what is in there ends with the bot and is in no file");
  }
  return { storePath: path.resolve(storePath), dataDir: path.resolve(dataDir) };
}

/** "12.3 MB in 45 files", "80 kB in 1 file". */
export function amountOf(files: readonly { bytes: number }[]): string {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const amount = total < 1e6 ? `${Math.ceil(total / 1e3)} kB` : `${(total / 1e6).toFixed(1)} MB`;
  return `${amount} in ${files.length} ${files.length === 1 ? "file" : "files"}`;
}
