import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Semaphore } from "async-mutex";
import type { VideoJob } from "../job.ts";
import { EXTENSIONS } from "./encoding.ts";
import { pad, renderNoise } from "./filling.ts";
import type { Filling } from "./filling.ts";
import { planFor, planKey } from "./plan.ts";
import { renderVideo } from "./render-video.ts";
import { renderTiny } from "./tiny.ts";

/** `real` draws the video asked for; `tiny` makes a plain one of the same size and length. */
export type RenderMode = "real" | "tiny";

// More would only make every one of them later on a small machine.
const AT_ONCE = 2;

/** Makes video files, each once, a few at a time. */
export function createRenders(options: { mode: RenderMode; workDir: string; cacheDir: string }) {
  const turns = new Semaphore(AT_ONCE);
  const abort = new AbortController();
  const files = new Map<string, Promise<string>>();

  const once = (path: string, make: (path: string) => Promise<void>): Promise<string> => {
    const known = files.get(path);
    if (known) return known;
    const made = turns.runExclusive(() => make(path)).then(() => path);
    // A failed rendering is tried again by the next task that needs it.
    made.catch(() => files.delete(path));
    files.set(path, made);
    return made;
  };

  const shapeName = (kind: string, job: VideoJob): string => {
    const { width, height, durationS, format, audio } = job;
    const name = `${kind}-${width}x${height}-${durationS}s${audio ? "-audio" : ""}`;
    return join(options.workDir, `${name}.${EXTENSIONS[format]}`);
  };

  const plain = (job: VideoJob, seed: number): Promise<string> => {
    if (options.mode === "tiny") {
      return once(shapeName("tiny", job), (path) => renderTiny(job, path, abort.signal));
    }
    const name = `${planKey(job, seed)}.${EXTENSIONS[job.format]}`;
    return once(join(options.cacheDir, name), async (path) => {
      const kept = await stat(path).catch(notThere);
      if (!kept) await renderVideo(planFor(job, seed), path, abort.signal);
    });
  };

  return {
    /** Path of the finished file. */
    async fileFor(job: VideoJob, seed: number, filling?: Filling): Promise<string> {
      if (!filling) return plain(job, seed);
      const { minBytes, kind } = filling;
      const base =
        kind === "padding"
          ? await plain(job, seed)
          : await once(shapeName(`noise-${minBytes}`, job), (path) =>
              renderNoise(job, minBytes, path, abort.signal),
            );
      const name = `padded-${minBytes}-${basename(base)}`;
      return once(join(options.workDir, name), (path) => pad(base, path, minBytes, job.format));
    },
    /** Ends the renderings that are under way and waits for them. */
    async close(): Promise<void> {
      abort.abort();
      await Promise.allSettled(files.values());
    },
  };
}

function notThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

export type Renders = ReturnType<typeof createRenders>;
