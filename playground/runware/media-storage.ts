import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { TaskRefused } from "./api-error.ts";
import type { Clock } from "./clock.ts";
import type { Files } from "./files.ts";
import { readImage } from "./frame-images.ts";

const TTL_MS = 30 * 24 * 3600 * 1000;
const MAX_BYTES = 64 * 1024 * 1024;

/** Keeps uploaded media as files, to be named by UUID in later tasks. */
export function createMediaStorage(options: {
  clock: Clock;
  files: Files;
  folder: string;
  origin: () => string;
}) {
  const stored = new Map<string, { path: string; apiKey: string }>();

  const pathOf = (mediaUuid: string, apiKey: string): string | undefined => {
    const entry = stored.get(mediaUuid);
    return entry?.apiKey === apiKey ? entry.path : undefined;
  };

  const find = async (mediaUuid: string, apiKey: string): Promise<Buffer | undefined> => {
    const path = pathOf(mediaUuid, apiKey);
    return path === undefined ? undefined : readFile(path);
  };

  return {
    find,
    /** The UUIDs of what is stored, oldest first. */
    list: () => [...stored.keys()],
    /** @throws {TaskRefused} when the media cannot be read or is too large. */
    async upload(media: string, apiKey: string): Promise<Record<string, unknown>> {
      const bytes = await readImage(media, (mediaUuid) => find(mediaUuid, apiKey));
      const type = await fileTypeFromBuffer(bytes);
      if (type === undefined || bytes.length > MAX_BYTES) {
        const message = "The media is no known image or video, or too large.";
        throw new TaskRefused([{ code: "invalidMedia", message, parameter: "media" }]);
      }
      const mediaUUID = randomUUID();
      const path = join(options.folder, `media-${mediaUUID}`);
      await writeFile(path, bytes);
      stored.set(mediaUUID, { path, apiKey });
      const urlPath = `/media/${mediaUUID}.${type.ext}`;
      const expiresAt = options.clock.now() + TTL_MS;
      options.files.add(urlPath, { path, mimeType: type.mime, expiresAt });
      return { operation: "upload", mediaUUID, mediaURL: options.origin() + urlPath };
    },
    /** @throws {TaskRefused} when there is no such media. */
    async delete(mediaUuid: string, apiKey: string): Promise<Record<string, unknown>> {
      const path = pathOf(mediaUuid, apiKey);
      if (path === undefined) {
        const message = "There is no such media.";
        throw new TaskRefused([{ code: "mediaNotFound", message, parameter: "media" }]);
      }
      stored.delete(mediaUuid);
      await rm(path, { force: true });
      return { operation: "delete", mediaUUID: mediaUuid };
    },
  };
}

export type MediaStorage = ReturnType<typeof createMediaStorage>;
