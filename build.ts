import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { hashOfSources } from "./src/stale-build.ts";

/**
 * `npm run build`: the bot and its commands as plain JavaScript, a file each with its libraries. A
 * process that reads a thousand small files starts in twice the time and keeps more in memory
 * (bench/RESULTS.md).
 */
const OUT = "dist";
const ROOT = import.meta.dirname;

/** What brings a binary of its own, or a file that is looked for beside it; it stays where it is. */
const APART = ["sqlite3", "@resvg/resvg-js", "@ffmpeg-installer/ffmpeg", "dejavu-fonts-ttf"];
/** discord.js takes these where somebody has installed them. */
const OPTIONAL = ["zlib-sync", "bufferutil", "utf-8-validate"];

/** Libraries of the older kind ask for what an ES module does not have. */
const BANNER = [
  `import { createRequire as requireOf } from "node:module";`,
  `import { fileURLToPath as pathOf } from "node:url";`,
  `const require = requireOf(import.meta.url);`,
  `const __filename = pathOf(import.meta.url);`,
  `const __dirname = pathOf(new URL(".", import.meta.url));`,
].join("\n");

const { outputFiles } = await build({
  entryPoints: ["src/main.ts", "src/cli/backup.ts", "src/cli/restore.ts", "src/cli/setup.ts"],
  outbase: "src",
  outdir: OUT,
  // Each file with all it needs: parts in common would be run before the rest, in another order than
  // from the sources.
  bundle: true,
  external: [...APART, ...OPTIONAL],
  platform: "node",
  format: "esm",
  target: "node20",
  banner: { js: BANNER },
  // What starts compares this with the sources that it finds then.
  define: { BUILT_FROM: JSON.stringify(await hashOfSources(ROOT)) },
  // discord.js finds the limits of its caches by the names of its classes.
  keepNames: true,
  // A program's text stays in memory as long as it runs: without comments and indents a third less.
  // Names and short lines are enough to find a line of a stack trace by.
  minifyWhitespace: true,
  lineLimit: 120,
  legalComments: "none",
  sourcemap: false,
  write: false,
  logLevel: "warning",
});

/**
 * With a single character beyond Latin the whole text would take two bytes for each. What is left of
 * them stands in regular expressions, where an escape means the same.
 */
const inAscii = (text: string): string =>
  text.replaceAll(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

for (const { path: file, text } of outputFiles) {
  await mkdir(path.dirname(file), { recursive: true });
  // Whole at once: a bot may be starting from it at this moment.
  await writeFile(`${file}.new`, inAscii(text));
  await rename(`${file}.new`, file);
}
