import { join } from "node:path";
import { Semaphore } from "async-mutex";
import type { VideoJob } from "../job.ts";
import { EXTENSIONS } from "./encoding.ts";
import { renderTiny } from "./tiny.ts";

/** `real` draws the video asked for; `tiny` makes a plain one of the same size and length. */
export type RenderMode = "real" | "tiny";

export interface Filling {
  minBytes: number;
  kind: "noise" | "padding";
}

// More would only make every one of them later on a small machine.
const AT_ONCE = 2;

/** Makes video files, each once, a few at a time. */
export function createRenders(options: { mode: RenderMode; workDir: string; cacheDir: string }) {
  const turns = new Semaphore(AT_ONCE);
  const abort = new AbortController();
  const files = new Map<string, Promise<string>>();

  const once = (key: string, make: () => Promise<string>): Promise<string> => {
    const known = files.get(key);
    if (known) return known;
    const made = turns.runExclusive(make);
    // A failed rendering is tried again by the next task that needs it.
    made.catch(() => files.delete(key));
    files.set(key, made);
    return made;
  };

  return {
    /** Path of the finished file. */
    fileFor(job: VideoJob, _seed: number, _filling?: Filling): Promise<string> {
      const { width, height, durationS, format, audio } = job;
      const name = `${width}x${height}-${durationS}s${audio ? "-audio" : ""}.${EXTENSIONS[format]}`;
      const path = join(options.workDir, `tiny-${name}`);
      return once(path, () => renderTiny(job, path, abort.signal));
    },
    /** Ends the renderings that are under way and waits for them. */
    async close(): Promise<void> {
      abort.abort();
      await Promise.allSettled(files.values());
    },
  };
}

export type Renders = ReturnType<typeof createRenders>;
