import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { PlaygroundError } from "./playground-error.ts";

export interface PlaygroundArguments {
  /** Where the page is served; 0 takes any free port. */
  readonly port: number;
  /** Where everything is kept; a folder that is removed at the end when left out. */
  readonly dataDir?: string;
}

const DEFAULT_PORT = 8080;
const HIGHEST_PORT = 65_535;

/** @throws {PlaygroundError} for what it does not know */
export function readArguments(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): PlaygroundArguments {
  const { port, data } = parse(args);
  const given = port ?? env["PLAYGROUND_PORT"] ?? "";
  const number = given === "" ? DEFAULT_PORT : Number(given);
  if (!/^\d*$/.test(given) || number > HIGHEST_PORT) {
    throw new PlaygroundError(`"${given}" is no port. A port is a number from 0 to 65535.`);
  }
  return { port: number, ...(data === undefined ? {} : { dataDir: resolve(data) }) };
}

function parse(args: readonly string[]): { port?: string; data?: string } {
  try {
    const options = { port: { type: "string" }, data: { type: "string" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlaygroundError(
      `${reason}\nWhat it takes: npm run playground -- --port 8080 --data FOLDER`,
      { cause },
    );
  }
}
