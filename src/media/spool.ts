import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { RetryableError, TerminalError } from "../generation/errors.ts";
import type { Video } from "../generation/generation.ts";
import type { Log } from "../generation/ports.ts";
import type { Spool } from "../generation/ports/files.ts";
import { freeBytes, MIN_FREE_BYTES, namesIn, requireFreeSpace } from "./disk.ts";
import type { Download } from "./download.ts";
import { type Ffmpeg, FfmpegError } from "./ffmpeg.ts";
import { MissingFfmpegError } from "./find-ffmpeg.ts";
import { fittedExtension, fitVideo } from "./fit-video.ts";
import { createSingleFlight } from "./single-flight.ts";
import {
  acceptVideo,
  findVideo,
  generationFolder,
  type ProbedFile,
  sizeOf,
  videoName,
} from "./spool-files.ts";
import { sweepSpool } from "./sweep-spool.ts";

export interface SpoolOptions {
  /** `DATA_DIR/spool`: one folder for each generation. */
  dir: string;
  download: Download;
  ffmpeg: Ffmpeg;
  log: Log;
  /** Free bytes that the disk must have before anything is written. */
  minFreeBytes?: number;
  /** For each pass of an encode; default 5 minutes. */
  encodeTimeoutMs?: number;
}

export interface SweepableSpool extends Spool {
  /**
   * At start, before anything is fetched: removes what belongs to no unfinished generation and
   * what a crash left half-written.
   */
  sweep(keepIds: ReadonlySet<string>): Promise<void>;
}

/** A server may go on announcing a file and sending half of it; then the result is lost for good. */
const MAX_BROKEN_DOWNLOADS = 5;

export function createSpool(options: SpoolOptions): SweepableSpool {
  const { dir, download, ffmpeg, log } = options;
  const { minFreeBytes = MIN_FREE_BYTES, encodeTimeoutMs = 5 * 60_000 } = options;
  const flights = createSingleFlight();
  /** Broken downloads by video, and limits that no encode could meet, for generations at hand. */
  const broken = new Map<string, Map<string, number>>();
  const hopeless = new Map<string, Set<string>>();

  async function fetch(generationId: string, video: Video, signal: AbortSignal) {
    const folder = generationFolder(dir, generationId);
    const base = path.join(folder, videoName(video.videoUUID));
    for (const extension of ["mp4", "webm", "mov"]) {
      const kept = await findVideo(`${base}.${extension}`);
      if (kept !== null) return kept;
    }
    await mkdir(folder, { recursive: true });
    const downloaded = `${base}.download`;
    // After a crash between download and check the bytes are there already.
    if ((await sizeOf(downloaded)) === null) await download(video.url, downloaded, { signal });
    try {
      return await acceptVideo(downloaded, base);
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      const counts = broken.get(generationId) ?? new Map<string, number>();
      broken.set(generationId, counts);
      const count = (counts.get(video.videoUUID) ?? 0) + 1;
      counts.set(video.videoUUID, count);
      if (count < MAX_BROKEN_DOWNLOADS) throw error;
      throw new TerminalError("provider", error.message, { cause: error, code: "broken" });
    }
  }

  /** The probed original: one download, however many ask for it. */
  const original = (generationId: string, video: Video): Promise<ProbedFile> =>
    flights.run(generationId, video.videoUUID, (signal) =>
      asPortErrors(() => fetch(generationId, video, signal)),
    );

  async function encode(
    generationId: string,
    source: ProbedFile,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<ProbedFile | null> {
    const { file, facts } = source;
    const target = `${file.path}.fit-${maxBytes}.${fittedExtension(facts)}`;
    const kept = await findVideo(target);
    if (kept !== null && kept.file.bytes <= maxBytes) return kept;
    if (hopeless.get(generationId)?.has(target)) return null;
    await requireFreeSpace(dir, minFreeBytes);
    const job = {
      source: file.path,
      facts,
      target,
      maxBytes,
      timeoutMs: encodeTimeoutMs,
      signal,
    };
    try {
      if (await fitVideo(ffmpeg, job)) return await findVideo(target);
    } catch (error) {
      if (!(error instanceof FfmpegError || error instanceof MissingFfmpegError)) throw error;
      // ffmpeg ends the same way on a full disk as on a broken file; only the first one passes.
      if ((await freeBytes(dir)) < minFreeBytes) throw error;
      log.error({ generationId, maxBytes, error }, "a video could not be re-encoded");
    }
    hopeless.set(generationId, (hopeless.get(generationId) ?? new Set()).add(target));
    return null;
  }

  return {
    async fetch(generationId, video) {
      return (await original(generationId, video)).file;
    },
    async fit(generationId, video, maxBytes) {
      const source = await original(generationId, video);
      if (source.file.bytes <= maxBytes) return source.file;
      const fitted = await flights.run(generationId, `${video.videoUUID}/${maxBytes}`, (signal) =>
        asPortErrors(() => encode(generationId, source, maxBytes, signal)),
      );
      return fitted?.file ?? null;
    },
    async discard(generationId, video) {
      const folder = generationFolder(dir, generationId);
      await flights.cancel(generationId);
      for (const name of await namesIn(folder)) {
        if (name.startsWith(`${videoName(video.videoUUID)}.`)) {
          await rm(path.join(folder, name), { recursive: true, force: true });
        }
      }
    },
    async clear(generationId) {
      const folder = generationFolder(dir, generationId);
      await flights.cancel(generationId);
      broken.delete(generationId);
      hopeless.delete(generationId);
      await rm(folder, { recursive: true, force: true });
    },
    sweep: (keepIds) => sweepSpool(dir, keepIds),
  };
}

/** The port promises two kinds of error; a failing disk or a stop of the bot passes. */
async function asPortErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TerminalError || error instanceof RetryableError) throw error;
    throw new RetryableError("the spool could not do its work", { cause: error });
  }
}
