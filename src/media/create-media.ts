import path from "node:path";
import type { Collection, Log } from "../generation/ports.ts";
import type { Generation } from "../generation/generation.ts";
import type { Spool } from "../generation/ports/files.ts";
import type { ModelCard } from "../generation/request.ts";
import type { Previews } from "../sharing/feeds/ports.ts";
import { createDownload } from "./download.ts";
import { createFfmpeg } from "./ffmpeg.ts";
import { createFrameStore, type SweepableFrameStore } from "./frame-store.ts";
import { createPreviews } from "./previews.ts";
import { createSpool, type SweepableSpool } from "./spool.ts";
import { createTextFiles, TEXT_MAX_BYTES, type TextFiles } from "./text-files.ts";

/** Discord serves attachments from these alone; the second is its media proxy. */
const DISCORD_HOSTS = ["cdn.discordapp.com", "media.discordapp.net"];
/** Results: the model page's examples, all at vm.runware.ai; its other files at im. and am. */
const RUNWARE_HOSTS = [".runware.ai"];
/** Far above the largest result known, far below a disk. */
const RESULT_MAX_BYTES = 512 * 1024 * 1024;
const STALL_MS = 30_000;

export interface MediaOptions {
  dataDir: string;
  frameMaxAgeMs: number;
  /** Beside Runware's own. */
  resultHosts: readonly string[];
  discordApiUrl: string;
  runwareApiUrl: string;
  /** Where the operator's copies are read from; empty where there are none. */
  archiveUrls: readonly string[];
  card: ModelCard;
  log: Log;
  /** Ends every download and encode. */
  signal: AbortSignal;
}

export interface Media {
  frames: SweepableFrameStore;
  spool: SweepableSpool;
  /** Puts into the spool what Discord has already, at an address of its own. */
  refill: Pick<SweepableSpool, "fetch">;
  /** For results that were posted before and are to be posted elsewhere, by where they come from. */
  postedSpools: (folder: string) => Record<"discord" | "archive", SweepableSpool>;
  /** What followers are shown of results, from where those can still be had. */
  previews: (files: Pick<Spool, "fetch" | "clear">) => Previews;
  textFiles: TextFiles;
  /** At start: removes what neither an unfinished generation nor anyone's inbox needs. */
  sweep(
    unfinished: Pick<Collection<Generation>, "readAll">,
    keptIds: ReadonlySet<string>,
  ): Promise<void>;
}

/** Frames and results on disk, with the addresses they may come from (rule 12). */
export function createMedia(options: MediaOptions): Media {
  const { dataDir, card, log, signal } = options;
  const ffmpeg = createFfmpeg({ signal });
  const frames = createFrameStore({
    dir: path.join(dataDir, "frames"),
    ffmpeg,
    limits: card.frame,
    log,
    download: createDownload({
      allowedHosts: DISCORD_HOSTS,
      allowLoopbackHttp: isLoopback(options.discordApiUrl),
      maxBytes: card.frame.maxBytes,
      timeoutMs: STALL_MS,
      signal,
    }),
    downloadVideo: createDownload({
      allowedHosts: DISCORD_HOSTS,
      allowLoopbackHttp: isLoopback(options.discordApiUrl),
      maxBytes: RESULT_MAX_BYTES,
      timeoutMs: STALL_MS,
      signal,
    }),
  });
  const spool = createSpool({
    dir: path.join(dataDir, "spool"),
    ffmpeg,
    log,
    download: createDownload({
      allowedHosts: [...RUNWARE_HOSTS, ...options.resultHosts],
      allowLoopbackHttp: isLoopback(options.runwareApiUrl),
      maxBytes: RESULT_MAX_BYTES,
      timeoutMs: STALL_MS,
      signal,
    }),
  });
  const spoolIn = (dir: string, hosts: readonly string[], origin: string): SweepableSpool =>
    createSpool({
      dir,
      ffmpeg,
      log,
      download: createDownload({
        allowedHosts: hosts,
        allowLoopbackHttp: isLoopback(origin),
        maxBytes: RESULT_MAX_BYTES,
        timeoutMs: STALL_MS,
        signal,
      }),
    });
  const [archiveUrl = "https://none.invalid"] = options.archiveUrls;
  const archiveHosts = options.archiveUrls.map((url) => new URL(url).hostname);
  const refill = spoolIn(path.join(dataDir, "spool"), DISCORD_HOSTS, options.discordApiUrl);
  const textFiles = createTextFiles(
    createDownload({
      allowedHosts: DISCORD_HOSTS,
      allowLoopbackHttp: isLoopback(options.discordApiUrl),
      maxBytes: TEXT_MAX_BYTES,
      timeoutMs: STALL_MS,
      signal,
    }),
    path.join(dataDir, "texts"),
  );
  return {
    frames,
    spool,
    refill,
    postedSpools: (folder) => ({
      discord: spoolIn(path.join(dataDir, folder, "discord"), DISCORD_HOSTS, options.discordApiUrl),
      // A bucket may be a name in front of its endpoint's.
      archive: spoolIn(
        path.join(dataDir, folder, "archive"),
        archiveHosts.flatMap((host) => [host, `.${host}`]),
        archiveUrl,
      ),
    }),
    previews: (files) => createPreviews({ dir: path.join(dataDir, "previews"), ffmpeg, files }),
    textFiles,
    async sweep(unfinished, keptIds) {
      const generations = new Set(keptIds);
      const hashes = new Set<string>();
      for await (const row of unfinished.readAll()) {
        generations.add(row.id);
        if (!("value" in row)) continue;
        for (const { stored } of row.value.frames) if (stored !== null) hashes.add(stored.hash);
      }
      await Promise.all([
        spool.sweep(generations),
        frames.sweep({ olderThanMs: options.frameMaxAgeMs, keep: hashes }),
      ]);
    },
  };
}

const isLoopback = (url: string): boolean =>
  /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(new URL(url).hostname);
