import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkBuild, hashOfSources } from "../../src/stale-build.ts";

async function project(): Promise<{ root: string; builtFrom: string }> {
  const root = await mkdtemp(path.join(tmpdir(), "flipbook-build-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(path.join(root, "src/discord"), { recursive: true });
  await writeFile(path.join(root, "src/main.ts"), "main");
  await writeFile(path.join(root, "src/discord/client.ts"), "client");
  await writeFile(path.join(root, "package-lock.json"), "{}");
  return { root, builtFrom: String(await hashOfSources(root)) };
}

test("a build of the sources that are here is run", async () => {
  const { root, builtFrom } = await project();
  await expect(checkBuild(root, builtFrom)).resolves.toBeUndefined();
});

test.each([
  ["changed", "src/discord/client.ts"],
  ["added", "commands/new.ts"],
  ["brought by other libraries", "package-lock.json"],
])("a build is refused where a source was %s since", async (_, name) => {
  const { root, builtFrom } = await project();
  await mkdir(path.dirname(path.join(root, name)), { recursive: true });
  await writeFile(path.join(root, name), "newer");
  await expect(checkBuild(root, builtFrom)).rejects.toThrow(
    "was built from other sources than are here now: run npm ci && npm run build, or npm start",
  );
});

test("a build is refused where a source went since", async () => {
  const { root, builtFrom } = await project();
  await rm(path.join(root, "src/discord"), { recursive: true });
  await expect(checkBuild(root, builtFrom)).rejects.toThrow("other sources");
});

test("a build without any sources beside it is run", async () => {
  const { root, builtFrom } = await project();
  await rm(path.join(root, "src"), { recursive: true });
  await expect(checkBuild(root, builtFrom)).resolves.toBeUndefined();
});
