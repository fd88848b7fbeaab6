import { NotTakenError, TerminalError, UserError } from "../../generation/errors.ts";
import type { Log } from "../../generation/ports.ts";
import type { Frame } from "../../generation/request.ts";

/** Which frames Runware keeps already, under which UUID. One for each key: media belong to it. */
export interface MediaIds {
  get(hash: string): Promise<string | undefined>;
  set(hash: string, mediaUUID: string): Promise<void>;
  delete(hash: string): Promise<void>;
}

export interface FrameImages {
  /**
   * How each frame is named to Runware, same order.
   * @throws {UserError} the frame's bytes are gone
   * @throws {TerminalError} Runware refuses the image
   * @throws {NotTakenError} it did not work this time; no task was sent
   */
  name(frames: readonly Frame[]): Promise<string[]>;
  /**
   * Runware no longer has the media of these frames: the next `name` uploads them again.
   * @returns whether any of them was named by such media at all
   */
  forget(frames: readonly Frame[]): Promise<boolean>;
}

/** Raw bytes that go inside the task itself; larger images are uploaded once and then named. */
export const MAX_INLINE_BYTES = 4 * 1024 * 1024;

export function createFrameImages(options: {
  readFrame: (frame: Frame) => Promise<Uint8Array>;
  mediaIds: MediaIds;
  /** Stores a data URI at Runware and resolves with its media UUID. Throws as `name` does. */
  upload: (dataUri: string) => Promise<string>;
  log: Log;
}): FrameImages {
  const { readFrame, mediaIds, upload, log } = options;
  const uploads = new Map<string, Promise<string>>();

  async function toDataUri(frame: Frame): Promise<string> {
    const bytes = await readFrame(frame);
    return `data:${frame.contentType};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")}`;
  }

  async function uploadOnce(frame: Frame): Promise<string> {
    const known = await mediaIds.get(frame.hash);
    if (known !== undefined) return known;
    const mediaUUID = await upload(await toDataUri(frame));
    try {
      await mediaIds.set(frame.hash, mediaUUID);
    } catch (error) {
      // The image is there all the same; not remembering it costs another upload, not the task.
      log.warn({ error, hash: frame.hash }, "the media UUID of a frame could not be kept");
    }
    return mediaUUID;
  }

  /** Two tasks with the same frame at once share one upload. */
  function mediaOf(frame: Frame): Promise<string> {
    const running = uploads.get(frame.hash);
    if (running !== undefined) return running;
    const upload = uploadOnce(frame).finally(() => uploads.delete(frame.hash));
    uploads.set(frame.hash, upload);
    return upload;
  }

  return {
    async name(frames) {
      try {
        return await Promise.all(
          frames.map((frame) => (isInline(frame) ? toDataUri(frame) : mediaOf(frame))),
        );
      } catch (error) {
        if (
          error instanceof UserError ||
          error instanceof TerminalError ||
          error instanceof NotTakenError
        ) {
          throw error;
        }
        // A disk, a store, a lost answer to the upload: none of it has touched the task.
        throw new NotTakenError("the frames could not be made ready", { cause: error });
      }
    },
    async forget(frames) {
      const uploaded = frames.filter((frame) => !isInline(frame));
      await Promise.all(uploaded.map((frame) => mediaIds.delete(frame.hash)));
      return uploaded.length > 0;
    },
  };
}

const isInline = (frame: Frame): boolean => frame.bytes <= MAX_INLINE_BYTES;
