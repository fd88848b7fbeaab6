import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

/** Imports, and files within a package that are found by their path, as fonts are. */
const NAMED =
  /(?:^(?:import|export)\s[\w*{}\s,]*?(?:from\s*)?|\bimport\(\s*|\brequire\.resolve\(\s*)["`]([^"`.][^"`]*)["`]/gm;

/** Packages that `folder` imports, but for types, which are gone before it runs. */
async function packagesIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
  const packages = new Set<string>();
  for (const file of files) {
    const text = await readFile(path.join(file.parentPath, file.name), "utf8");
    const code = text.replaceAll(/^(import|export) type [^;]*;/gm, "");
    for (const [, name = ""] of code.matchAll(NAMED)) {
      if (!isBuiltin(name)) packages.add(/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
    }
  }
  return packages;
}

async function dependencies(): Promise<string[]> {
  const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    scripts: { start: string };
  };
  return Object.keys(manifest.dependencies);
}

test.each(["src", "commands"])(
  "%s imports only what is installed in production",
  async (folder) => {
    const used = await packagesIn(folder);
    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter((name) => !known.includes(name))).toEqual([]);
  },
);

test("every package that is installed in production is used there", async () => {
  const used = new Set([...(await packagesIn("src")), ...(await packagesIn("commands"))]);
  // `npm start` itself runs on it.
  used.add("tsx");
  expect(known.filter((name) => !used.has(name))).toEqual([]);
});

const known = await dependencies();
