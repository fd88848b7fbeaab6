import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { RetryableError, TerminalError } from "../generation/errors.ts";
import type { Video } from "../generation/generation.ts";
import type { Spool } from "../generation/ports/files.ts";
import { isShown, mayBeShown } from "../generation/review.ts";
import type { Preview, Previews } from "../sharing/feeds/ports.ts";
import { isMissing, MIN_FREE_BYTES, namesIn, requireFreeSpace } from "./disk.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import { makePreview, PREVIEW_KINDS, type PreviewKind } from "./preview.ts";
import { createSingleFlight } from "./single-flight.ts";

export interface PreviewsOptions {
  /** `DATA_DIR/previews`. */
  dir: string;
  ffmpeg: Ffmpeg;
  /** The files of results that were posted. */
  files: Pick<Spool, "fetch" | "clear">;
}

const TYPES: Record<PreviewKind, string> = { webp: "image/webp", jpg: "image/jpeg" };

/** Previews on disk, for as long as they are uploaded: of the first video that may be shown. */
export function createPreviews({ dir, ffmpeg, files }: PreviewsOptions): Previews {
  const flights = createSingleFlight();
  const baseOf = (id: string): string => {
    if (!/^\d{1,20}$/.test(id)) throw new Error("a generation's id is no snowflake");
    return path.join(dir, id);
  };

  async function kept(id: string): Promise<Preview | null> {
    for (const kind of PREVIEW_KINDS) {
      try {
        const bytes = await readFile(`${baseOf(id)}.${kind}`);
        return { fileName: `preview.${kind}`, contentType: TYPES[kind], bytes };
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    return null;
  }

  async function make(id: string, video: Video, signal: AbortSignal): Promise<void> {
    await mkdir(dir, { recursive: true });
    await requireFreeSpace(dir, MIN_FREE_BYTES);
    try {
      const file = await files.fetch(id, video);
      await makePreview(ffmpeg, file.path, baseOf(id), signal);
    } finally {
      await files.clear(id);
    }
  }

  return {
    async of(generation) {
      const { id, videos } = generation;
      const there = await kept(id);
      const video = videos.find((one) => isShown(one) && mayBeShown(one));
      if (there !== null || video === undefined) return there;
      try {
        await flights.run(id, "preview", (signal) => make(id, video, signal));
      } catch (error) {
        if (error instanceof TerminalError) return null;
        if (error instanceof RetryableError) throw error;
        throw new RetryableError("a preview could not be made", { cause: error });
      }
      return kept(id);
    },
    async drop(id) {
      await flights.cancel(id);
      for (const kind of PREVIEW_KINDS) await rm(`${baseOf(id)}.${kind}`, { force: true });
    },
    async sweep(keepIds) {
      for (const name of await namesIn(dir)) {
        const isKept = PREVIEW_KINDS.some((kind) => keepIds.has(path.basename(name, `.${kind}`)));
        if (!isKept) await rm(path.join(dir, name), { recursive: true, force: true });
      }
    },
  };
}
