import { open } from "node:fs/promises";
import path from "node:path";
import { RetryableError, TerminalError } from "../generation/errors.ts";
import { linkAbort } from "./abort.ts";
import { readAddress } from "./address.ts";
import { discard, MIN_FREE_BYTES, publish, requireFreeSpace } from "./disk.ts";
import { openResponse, type ResponseRules } from "./open-response.ts";
import { receive, type Received, StreamCutError } from "./receive.ts";

export interface DownloadOptions {
  /** `vm.example.com` is that host alone, `.example.com` any host under it. */
  allowedHosts: readonly string[];
  /** Also http and loopback, any port: only where the configured origin itself is loopback. */
  allowLoopbackHttp: boolean;
  maxBytes: number;
  /** Longest silence of the other side, in milliseconds. */
  timeoutMs: number;
  /** Longest whole download, for a server that never falls silent; default 10 minutes. */
  totalTimeoutMs?: number;
  /** Free bytes that the disk must have before anything is written. */
  minFreeBytes?: number;
  /** Ends every download when the bot stops. */
  signal?: AbortSignal;
}

/**
 * Fetches an address into a file. The file has its name only when all of it is there.
 * @throws {TerminalError} kind "provider", by code: "address" (not allowed), "redirects",
 *   "tooLarge", "http404" and other refusals that will not change
 * @throws {RetryableError} network, 408, 425, 429, 5xx, disk full, called off
 */
export type Download = (
  address: string,
  target: string,
  options?: { signal?: AbortSignal | undefined },
) => Promise<{ bytes: number }>;

/** A cut download is taken up again this often before the step as a whole is repeated later. */
const MAX_ATTEMPTS = 4;

export function createDownload(options: DownloadOptions): Download {
  const { timeoutMs, totalTimeoutMs = 10 * 60_000, minFreeBytes = MIN_FREE_BYTES } = options;
  const rules: ResponseRules = { ...options, stallMs: timeoutMs };

  return async function download(address, target, { signal } = {}) {
    // First of all, so that a bad address touches neither disk nor network.
    readAddress(address, rules);
    const part = `${target}.part`;
    const abort = linkAbort([options.signal, signal], totalTimeoutMs);
    try {
      await requireFreeSpace(path.dirname(target), minFreeBytes);
      const bytes = await toFile(address, part, rules, options.maxBytes, abort.signal);
      await publish(part, target);
      return { bytes };
    } catch (error) {
      await discard(part);
      if (error instanceof TerminalError || error instanceof RetryableError) throw error;
      throw new RetryableError("download failed", { cause: error });
    } finally {
      abort.release();
    }
  };
}

async function toFile(
  address: string,
  part: string,
  rules: ResponseRules,
  maxBytes: number,
  signal: AbortSignal,
): Promise<number> {
  const file = await open(part, "w");
  try {
    let received: Received = { bytes: 0, total: null, validator: null };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const headers = resumeHeaders(received);
        const response = await openResponse(address, headers, rules, signal);
        received = await receive(response, received, file, maxBytes);
        return received.bytes;
      } catch (error) {
        if (!(error instanceof StreamCutError) || attempt >= MAX_ATTEMPTS || signal.aborted)
          throw error;
        received = error.received;
      }
    }
  } finally {
    await file.close();
  }
}

/** Only what can be recognised as the same file is taken up where it was cut. */
function resumeHeaders({ bytes, validator }: Received): Record<string, string> {
  return bytes > 0 && validator !== null ? { range: `bytes=${bytes}-`, "if-range": validator } : {};
}
