import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";

/** A download or an encode under way, and a still under way. */
const HALF_WRITTEN = /\.part$|^\.part-/;

/** Removes the folders of ended generations, and what is half-written in those that go on. */
export async function sweepSpool(dir: string, keepIds: ReadonlySet<string>): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const entry of await readdir(dir)) {
    const folder = path.join(dir, entry);
    if (!keepIds.has(entry)) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    for (const name of await readdir(folder)) {
      if (HALF_WRITTEN.test(name)) {
        await rm(path.join(folder, name), { recursive: true, force: true });
      }
    }
  }
}
