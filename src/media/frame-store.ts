import { randomUUID } from "node:crypto";
import { mkdir, readFile, utimes } from "node:fs/promises";
import path from "node:path";
import { Mutex, Semaphore } from "async-mutex";
import { RetryableError, TerminalError, UserError } from "../generation/errors.ts";
import { frameProblem } from "../generation/frame-rules.ts";
import type { Log } from "../generation/ports.ts";
import type { FrameStore } from "../generation/ports/files.ts";
import type { Frame, FrameSource, ModelCard } from "../generation/request.ts";
import { decodes } from "./decode-image.ts";
import { discard, isMissing, publish } from "./disk.ts";
import type { Download } from "./download.ts";
import { fetchStill } from "./fetch-still.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import { MissingFfmpegError } from "./find-ffmpeg.ts";
import { checkFrame, frameSentences } from "./frame-check.ts";
import { sweepFrames } from "./sweep-frames.ts";

export interface FrameStoreOptions {
  /** `DATA_DIR/frames`. */
  dir: string;
  download: Download;
  /** The same for videos, which are larger; their pictures can be frames as well. */
  downloadVideo: Download;
  ffmpeg: Ffmpeg;
  /** The model card's: sides in pixels. */
  limits: ModelCard["frame"];
  log: Log;
  /** Milliseconds since 1970; for the age of a frame. */
  now?: () => number;
}

export interface SweepableFrameStore extends FrameStore {
  /** Removes frames that nobody used for that long, but none of `keep` (hashes). */
  sweep(options: { olderThanMs: number; keep: ReadonlySet<string> }): Promise<void>;
}

const EXTENSIONS: Record<Frame["contentType"], string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
};
/** Images held in memory at once while they are looked at; each may have 20 MB. */
const CHECKS_AT_ONCE = 4;

/** Images kept once by the hash of their bytes, under `ab/<hash>.<extension>`. */
export function createFrameStore(options: FrameStoreOptions): SweepableFrameStore {
  const { dir, download, downloadVideo, ffmpeg, limits, log, now = Date.now } = options;
  const incoming = path.join(dir, "incoming");
  const checks = new Semaphore(CHECKS_AT_ONCE);
  /** Between "this file is old" and its removal nobody may begin to use it. */
  const removal = new Mutex();

  const fileOf = ({ hash, contentType }: Pick<Frame, "hash" | "contentType">): string =>
    path.join(dir, hash.slice(0, 2), `${hash}.${EXTENSIONS[contentType]}`);

  /** Marks a kept frame as used now. False where it is not kept. */
  async function touch(file: string): Promise<boolean> {
    const seconds = now() / 1000;
    try {
      await removal.runExclusive(() => utimes(file, seconds, seconds));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async function keep(received: string, source: FrameSource): Promise<Frame> {
    const bytes = await readFile(received);
    const facts = await checkFrame(bytes, source, limits);
    // Not createHash: this one works beside the event loop, 20 MB would hold it up.
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    const frame: Frame = { hash: Buffer.from(digest).toString("hex"), ...facts };
    const file = fileOf(frame);
    if (await touch(file)) return frame;
    if (!(await opens(received, frame))) {
      throw new UserError(frameSentences.damaged(source.fileName));
    }
    await mkdir(path.dirname(file), { recursive: true });
    await publish(received, file);
    await touch(file);
    return frame;
  }

  async function opens(file: string, { contentType }: Frame): Promise<boolean> {
    try {
      return await decodes(ffmpeg, file, contentType);
    } catch (error) {
      if (!(error instanceof MissingFfmpegError)) throw error;
      // The header was fine; the provider looks at the rest.
      log.warn({ error }, "an image was taken without decoding it");
      return true;
    }
  }

  async function fetchImage(source: FrameSource, target: string): Promise<void> {
    const { still } = source;
    if (still !== undefined) {
      await fetchStill({ ...source, still }, target, { download: downloadVideo, ffmpeg });
      return;
    }
    try {
      await download(source.url, target);
    } catch (error) {
      if (!(error instanceof TerminalError)) throw error;
      if (error.code === "tooLarge") throw new UserError(tooLarge(source), { cause: error });
      throw new UserError(frameSentences.gone(source.fileName), { cause: error });
    }
  }

  /** The true size is unknown where the download was stopped at the limit. */
  function tooLarge({ fileName, bytes }: FrameSource): string {
    const atLeast = Math.max(bytes, limits.maxBytes + 1);
    const facts = { format: "PNG", width: undefined, height: undefined, bytes: atLeast };
    return frameProblem({ fileName, ...facts }, limits) ?? frameSentences.damaged(fileName);
  }

  return {
    async take(source) {
      const isImage = source.still === undefined;
      if (isImage && source.bytes > limits.maxBytes) throw new UserError(tooLarge(source));
      const received = path.join(incoming, `${randomUUID()}.${isImage ? "image" : "png"}`);
      try {
        await mkdir(incoming, { recursive: true });
        await fetchImage(source, received);
        return await checks.runExclusive(() => keep(received, source));
      } catch (error) {
        if (error instanceof UserError || error instanceof RetryableError) throw error;
        throw new RetryableError("an image could not be kept", { cause: error });
      } finally {
        await discard(received);
      }
    },
    async read(frame) {
      const file = fileOf(frame);
      if (!(await touch(file))) throw new UserError(frameSentences.expired);
      return readFile(file);
    },
    sweep: ({ olderThanMs, keep: kept }) =>
      sweepFrames({ dir, incoming, kept, removal, unusedSinceMs: now() - olderThanMs }),
  };
}
