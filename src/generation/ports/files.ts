import type { Video } from "../generation.ts";
import type { Frame, FrameSource } from "../request.ts";

export interface FrameStore {
  /**
   * Fetches an image from Discord, checks it by its bytes and keeps it once by its hash.
   * @throws {UserError} with the sentence for what is wrong with the image
   * @throws {RetryableError} it could not be fetched this time
   */
  take(source: FrameSource): Promise<Frame>;
  /** @throws {UserError} where the bytes are gone (older than FRAME_DAYS) */
  read(frame: Frame): Promise<Uint8Array>;
}

export interface SpooledFile {
  path: string;
  bytes: number;
  contentType: string;
  /** Without the leading dot: mp4, webm, mov. */
  extension: string;
  width: number;
  height: number;
  durationMs: number;
  hasAudio: boolean;
}

export interface Spool {
  /**
   * The file of a video on disk: fetched and checked once, later calls find it there.
   * @throws {TerminalError} kind "provider": what the address holds is gone or no video
   * @throws {RetryableError} it could not be fetched this time
   */
  fetch(generationId: string, video: Video): Promise<SpooledFile>;
  /**
   * The same video, re-encoded to fit into `maxBytes`; null where it would not be watchable.
   * A second call with the same limit finds the file of the first.
   */
  fit(generationId: string, video: Video, maxBytes: number): Promise<SpooledFile | null>;
  /** Removes the files of one video. */
  discard(generationId: string, video: Video): Promise<void>;
  /** Removes every file of a generation. */
  clear(generationId: string): Promise<void>;
}
