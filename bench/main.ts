import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { FIGURES } from "./figures/index.ts";
import { buildAll, ROOT } from "./ground/build.ts";
import { thisMachine } from "./report/machine.ts";
import { type Done, markdown } from "./report/markdown.ts";

const USAGE = `npm run bench [-- FIGURE…] [--quick] [--out FOLDER] [--keep]

Measures Flipbook beside its rivals and writes RESULTS.md and results.json into FOLDER, which is bench/
unless figures are named or --quick is given. --keep leaves the logs behind.

Figures: ${FIGURES.map(({ name }) => name).join(", ")}
`;

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      out: { type: "string" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const chosen = FIGURES.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  const unknown = positionals.filter((name) => !FIGURES.some((figure) => figure.name === name));
  if (values.help || unknown.length > 0) {
    tell(USAGE);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  // Before anything is measured: a folder that cannot be made would lose it all at the end.
  if (values.out !== undefined) await mkdir(values.out, { recursive: true });
  const machine = thisMachine();
  const workDir = await mkdtemp(path.join(tmpdir(), "flipbook-bench-"));
  const done: Done[] = [];
  try {
    await buildAll();
    for (const figure of chosen) {
      const startedAt = performance.now();
      tell(`${figure.title}:`);
      const outcome = await figure.run({ quick: values.quick, workDir, tell });
      tell(`  took ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
      done.push({ figure, outcome });
    }
  } finally {
    if (values.keep) tell(`The logs are in ${workDir}`);
    else await rm(workDir, { recursive: true, force: true });
  }
  const text = markdown(done, machine, values.quick);
  // What is kept in the repository is the whole of it, or nothing.
  const isWhole = positionals.length === 0 && !values.quick;
  const out = values.out ?? (isWhole ? path.join(ROOT, "bench") : undefined);
  if (out === undefined) {
    tell(`\n${text}`);
    return;
  }
  await writeFile(path.join(out, "RESULTS.md"), text);
  const raw = Object.fromEntries(done.map(({ figure, outcome }) => [figure.name, outcome.raw]));
  await writeFile(
    path.join(out, "results.json"),
    `${JSON.stringify({ machine, ...raw }, rounded, 1)}\n`,
  );
  tell(`Written to ${path.join(out, "RESULTS.md")}`);
}

/** More digits than were measured would only make the file long. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(6)) : value;
}

// Leaving by `exit` takes along whatever is being measured.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
await main();
