import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";

/** Removes the folders of ended generations, and `.part` files and folders in those that go on. */
export async function sweepSpool(dir: string, keepIds: ReadonlySet<string>): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const entry of await readdir(dir)) {
    const folder = path.join(dir, entry);
    if (!keepIds.has(entry)) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    for (const name of await readdir(folder)) {
      if (name.endsWith(".part")) {
        await rm(path.join(folder, name), { recursive: true, force: true });
      }
    }
  }
}
