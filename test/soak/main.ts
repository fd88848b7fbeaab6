import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { soak } from "./soak.ts";

/** The bot's memory may differ by this much from what it was after the first hour. */
const HEAP_SHARE = 0.1;

const { values } = parseArgs({
  options: {
    hours: { type: "string", default: "24" },
    seed: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
  },
});
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = await mkdtemp(path.join(tmpdir(), "flipbook-soak-"));
const startedAt = performance.now();
let isClean = false;
try {
  const figures = await soak({
    hours: Number(values.hours),
    seed: Number(values.seed),
    folder,
    tell,
  });
  const growth = figures.heapAtEnd / figures.heapAfterFirstHour - 1;
  isClean =
    figures.unfinished === 0 &&
    figures.violations === 0 &&
    figures.ended === figures.generations &&
    growth <= HEAP_SHARE;
  tell(`Simulated hours                    ${figures.hours}`);
  tell(`Generations asked for              ${figures.generations}`);
  tell(`Ended on their cards               ${figures.ended}`);
  tell(`Records in the archive             ${figures.archived}`);
  tell(`Records left unfinished            ${figures.unfinished}`);
  tell(`Bodies against Discord's schemas   ${figures.violations}`);
  tell(`Heap after the first hour          ${(figures.heapAfterFirstHour / 1e6).toFixed(1)} MB`);
  tell(`Heap at the end                    ${(figures.heapAtEnd / 1e6).toFixed(1)} MB`);
  tell(`Grown by                           ${(growth * 100).toFixed(1)} % (at most 10 %)`);
  tell(
    `Took ${((performance.now() - startedAt) / 1000).toFixed(0)} s: ${isClean ? "ok" : "FAILED"}`,
  );
} finally {
  if (isClean && !values.keep) await rm(folder, { recursive: true, force: true });
  else tell(`The store and the bot's log are in ${folder}`);
}
process.exitCode = isClean ? 0 : 1;
