import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { report } from "./report.ts";
import { torture } from "./run.ts";

const USAGE = `npm run torture -- [--seed N] [--generations N] [--kills N] [--keep]

Makes videos through the real bot and the local servers while the bot is killed with SIGKILL at named
steps and at random moments, and while requests fail on both sides. Then counts what was lost or
doubled. The same seed repeats the same plan. --keep leaves the store and the bot's log behind.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string" },
      generations: { type: "string", default: "1000" },
      kills: { type: "string", default: "200" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
  const generations = Number(values.generations);
  const kills = Number(values.kills);
  const isUsable = [seed, generations, kills].every((n) => Number.isSafeInteger(n) && n >= 0);
  if (values.help || !isUsable || kills === 0) {
    process.stdout.write(USAGE);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  tell(`Seed ${seed}: ${generations} generations, ${kills} kills`);
  const folder = await mkdtemp(path.join(tmpdir(), "flipbook-torture-"));
  const startedAt = performance.now();
  let isClean = false;
  try {
    const verdict = await torture({ seed, generations, kills, folder, tell });
    ({ isClean } = verdict);
    tell(report(verdict, performance.now() - startedAt));
  } finally {
    if (isClean && !values.keep) await rm(folder, { recursive: true, force: true });
    else tell(`The store and the bot's log are in ${folder}`);
  }
  process.exitCode = isClean ? 0 : 1;
}

// Leaving by `exit` takes the bot along, whose process would otherwise outlive this one.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
await main();
