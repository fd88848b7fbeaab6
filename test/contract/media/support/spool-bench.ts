import path from "node:path";
import { createDownload } from "../../../../src/media/download.ts";
import { createFfmpeg, type Ffmpeg } from "../../../../src/media/ffmpeg.ts";
import { createSpool, type SpoolOptions } from "../../../../src/media/spool.ts";
import type { Video } from "../../../../src/generation/generation.ts";
import type { Log } from "../../../../src/generation/ports.ts";

export interface Logged extends Log {
  readonly lines: { level: string; facts: object; message: string }[];
}

export function createTestLog(): Logged {
  const lines: Logged["lines"] = [];
  const at = (level: string) => (facts: object, message: string) =>
    void lines.push({ level, facts, message });
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

export const testDownload = createDownload({
  allowedHosts: [],
  allowLoopbackHttp: true,
  maxBytes: 100_000_000,
  timeoutMs: 20_000,
  minFreeBytes: 0,
});

/** A real ffmpeg that counts what it is asked to do. */
export function countingFfmpeg(): Ffmpeg & { runs: number } {
  const ffmpeg = createFfmpeg();
  const counting = {
    runs: 0,
    run: (...args: Parameters<Ffmpeg["run"]>) => {
      counting.runs += 1;
      return ffmpeg.run(...args);
    },
  };
  return counting;
}

/** A spool in its own folder; made twice over one folder it is a restart. */
export const spoolIn = (folder: string, options: Partial<SpoolOptions> = {}) =>
  createSpool({
    dir: path.join(folder, "spool"),
    download: testDownload,
    ffmpeg: createFfmpeg(),
    log: createTestLog(),
    minFreeBytes: 0,
    ...options,
  });

export const GENERATION = "1300000000000000001";

export const videoAt = (
  url: string,
  videoUUID = "7f9d3f0e-1f0a-4e55-9a11-0c8f6f1f2a01",
): Video => ({
  videoUUID,
  url,
  seed: 1,
  costMicroUsd: 1,
  flagged: false,
  review: null,
  posted: null,
});
