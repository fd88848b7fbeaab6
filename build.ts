import { build } from "esbuild";

/**
 * `npm run build`: the bot and its commands as plain JavaScript, a file each with its libraries. A
 * process that reads a thousand small files starts in twice the time and keeps more in memory
 * (bench/RESULTS.md).
 */
const OUT = "dist";

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

await build({
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
  // discord.js finds the limits of its caches by the names of its classes.
  keepNames: true,
  // Unminified, lines of a stack trace are readable as they are.
  sourcemap: false,
  logLevel: "warning",
});
