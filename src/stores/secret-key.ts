import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";

/** As for SECRET_KEY itself, in characters. */
const SHORTEST_KEY = 32;

/**
 * The key for everything signed or encrypted. Made once and kept in `dataDir`, readable by the
 * bot's own user only, so that what it signed is still good after a restart.
 * @throws {Error} with a sentence for the operator: the kept key was cut short
 */
export async function keptSecretKey(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "secret.key");
  const kept = await readKey(file);
  if (kept !== undefined) {
    // An empty key would still sign, but anybody could do it.
    if (kept.length >= SHORTEST_KEY) return kept;
    throw new Error(
      `${file} holds no whole key: put it back from a backup, or remove it for a new one`,
    );
  }
  await mkdir(dataDir, { recursive: true });
  const key = randomBytes(32).toString("base64url");
  const temporary = `${file}.new`;
  const handle = await open(temporary, "w", 0o600);
  try {
    await handle.writeFile(`${key}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  return key;
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    // The first start.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
