import { execFile } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BUILT = path.join(ROOT, "dist", "bench");

/** The bot as `npm run build` makes it, with no sources beside it: as it is in an image. */
export const BOT = path.join(BUILT, "image", "dist", "main.js");
export const REPLY_ONLY = path.join(BUILT, "rivals", "reply-only.js");
export const DURABLE_REPLY = path.join(BUILT, "rivals", "durable-reply.js");
export const PROBE = path.join(BUILT, "inside", "probe.js");
export const POLLS = path.join(BUILT, "polling", "subject.js");

/** Everything that is measured runs as plain JavaScript, so that nobody pays for a compiler. */
export async function buildAll(): Promise<void> {
  await promisify(execFile)("npm", ["run", "build", "--silent"], { cwd: ROOT });
  await mkdir(path.dirname(BOT), { recursive: true });
  await copyFile(path.join(ROOT, "dist", "main.js"), BOT);
  await build({
    entryPoints: [
      "bench/rivals/reply-only.ts",
      "bench/rivals/durable-reply.ts",
      "bench/inside/probe.ts",
      "bench/polling/subject.ts",
    ],
    absWorkingDir: ROOT,
    outbase: path.join(ROOT, "bench"),
    outdir: BUILT,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
}
