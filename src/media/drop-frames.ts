import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing, namesIn } from "./disk.ts";

/**
 * Removes kept frames by their hashes; one that was used since `sinceMs` (milliseconds since 1970)
 * stays. May run twice.
 */
export function createDropFrames(dataDir: string) {
  return async (hashes: readonly string[], sinceMs: number): Promise<void> => {
    for (const hash of hashes) {
      const folder = path.join(dataDir, "frames", hash.slice(0, 2));
      for (const name of await namesIn(folder)) {
        const file = path.join(folder, name);
        if (path.parse(name).name !== hash) continue;
        if ((await usedAt(file)) < sinceMs) await rm(file, { force: true });
      }
    }
  };
}

async function usedAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    // Swept meanwhile.
    if (isMissing(error)) return Infinity;
    throw error;
  }
}
