import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runDemo } from "./demo/run-demo.ts";

/** The exit code of a program that a signal ended: 128 and the number of SIGINT. */
const STOPPED = 130;

const stop = new AbortController();
// More than once without harm: npm passes on what the terminal has sent already.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stop.abort());
// Nobody reads any more, as with `npm run demo | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  stop.abort();
});

try {
  const root = fileURLToPath(new URL("..", import.meta.url));
  // `npm run demo -- FOLDER` saves the videos there.
  const outDir = resolve(process.argv[2] ?? join(root, "out"));
  await runDemo({ root, outDir, screen: process.stdout, signal: stop.signal });
} catch (error) {
  process.exitCode = stop.signal.aborted ? STOPPED : 1;
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(stop.signal.aborted ? "\nThe demo was stopped.\n" : `\n${sentence}\n`);
}
