// First of all: it comes with an undici of its own, and the one that is loaded first serves both. Only
// that of discord.js takes Node's FormData: with ours in its place no upload would go through.
import "discord.js";
import { createApp } from "./app.ts";
import { ConfigError, loadConfig, type Config } from "./config.ts";
import { refuseStaleBuild } from "./stale-build.ts";

/** A clean end may take this long; what is not finished by then is resumed at the next start. */
const STOP_TIMEOUT_MS = 9000;
/** npm passes on the Ctrl-C that the terminal has sent to the bot already: both are one. */
const ECHO_MS = 1000;

async function main(): Promise<void> {
  await refuseStaleBuild();
  const app = createApp(readConfigOrExit());
  let stoppingSince: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    // A second signal ends at once: every record is written before its act, so nothing is lost.
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > ECHO_MS) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
    app.stop(signal).then(
      () => process.exit(0),
      (error: unknown) => fatal(error),
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  await app.start();
}

function readConfigOrExit(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(
      `Flipbook cannot start:\n${error.lines.map((line) => `  ${line}\n`).join("")}` +
        "Run npm run setup, or set these in the environment or in a file named .env (see .env.example).\n" +
        "To try Flipbook without any account, run: npm run demo\n",
    );
    process.exit(1);
  }
}

function fatal(error: unknown): never {
  const message = error instanceof Error ? error.message : "an unknown fault";
  process.stderr.write(`Flipbook cannot go on: ${message}\n`);
  process.exit(1);
}

main().catch(fatal);
