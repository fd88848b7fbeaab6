import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What a build is made of. The lock file stands for the libraries in it. */
const FOLDERS = ["src", "commands"];
const FILES = ["build.ts", "package-lock.json"];
/** Where builds are, below the project's folder. */
export const BUILDS = "dist";

/** Put in its place by `build.ts`; not there where the sources run as they are. */
declare const BUILT_FROM: string | undefined;

/**
 * Refuses to run a build that is older than the sources beside it, as after a pull alone: it would
 * do what was mended since, or write records as they were before. Where there are no sources, as in
 * an image, there is nothing to compare.
 * @throws {Error} with a sentence for the operator
 */
export async function refuseStaleBuild(): Promise<void> {
  if (typeof BUILT_FROM === "undefined") return;
  const file = fileURLToPath(import.meta.url);
  const root = file.slice(0, file.lastIndexOf(`${path.sep}${BUILDS}${path.sep}`));
  await checkBuild(root, BUILT_FROM);
}

/** @throws {Error} with a sentence where there are other sources below `root` */
export async function checkBuild(root: string, builtFrom: string): Promise<void> {
  const sources = await hashOfSources(root);
  if (sources === null || sources === builtFrom) return;
  throw new Error(
    `what is in ${path.join(root, BUILDS)} was built from other sources than are here now: run npm ci && npm run build, or npm start`,
  );
}

/** What the sources below `root` are known by; null where there are none. */
export async function hashOfSources(root: string): Promise<string | null> {
  const names = (await Promise.all(FOLDERS.map((folder) => filesBelow(root, folder)))).flat();
  if (names.length === 0) return null;
  // Together: one after another they are a third of the whole start.
  const texts = await Promise.all(
    [...names.toSorted(), ...FILES].map(
      async (name) => [name, await readIfThere(path.join(root, name))] as const,
    ),
  );
  const hash = createHash("sha256");
  for (const [name, text] of texts) hash.update(`${name}\0${text.length}\0`).update(text);
  return hash.digest("hex");
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(path.join(root, folder), {
      recursive: true,
      withFileTypes: true,
    });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
      .map((name) => name.split(path.sep).join("/"));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function readIfThere(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
