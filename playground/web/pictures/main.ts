import { fileURLToPath } from "node:url";
import { takePictures } from "./take-pictures.ts";

// `npm run pictures -- NAME…` takes those alone.
const names = process.argv.slice(2);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stop.abort());

try {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  await takePictures({
    root,
    names,
    signal: stop.signal,
    say: (line) => process.stdout.write(`${line}\n`),
  });
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
