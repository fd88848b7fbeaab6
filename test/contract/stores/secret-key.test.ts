import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keptSecretKey } from "../../../src/stores/secret-key.ts";

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "flipbook-key-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("a key is made once, for the bot's own user alone, and kept", async () => {
  const dataDir = path.join(await makeFolder(), "data");
  const key = await keptSecretKey(dataDir);
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(await keptSecretKey(dataDir)).toBe(key);
  expect((await stat(path.join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
});

test("two folders have different keys", async () => {
  expect(await keptSecretKey(await makeFolder())).not.toBe(await keptSecretKey(await makeFolder()));
});

test.each(["", "\n", "short\n"])(
  "a kept key cut short to %j is refused, and left",
  async (text) => {
    const dataDir = await makeFolder();
    const file = path.join(dataDir, "secret.key");
    await writeFile(file, text);
    await expect(keptSecretKey(dataDir)).rejects.toThrow("holds no whole key");
    expect(await readFile(file, "utf8")).toBe(text);
  },
);
