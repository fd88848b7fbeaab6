import { fileURLToPath } from "node:url";
import { openPlayground, type Playground } from "./serve/open-playground.ts";
import { readArguments } from "./serve/read-arguments.ts";

/** More than once without harm: npm passes on what the terminal has sent already. */
const stopped = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => resolve());
});

let playground: Playground | undefined;
try {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const given = readArguments(process.argv.slice(2), process.env);
  playground = await openPlayground({ root, ...given, hasFirstVideo: true });
  process.stdout.write(`The playground is at ${playground.address}   (Ctrl-C ends it)\n`);
  await stopped;
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
} finally {
  await playground?.close();
}
