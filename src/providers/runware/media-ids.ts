import type { Clock, Collection } from "../../generation/ports.ts";
import type { KeyId } from "../../generation/lanes.ts";
import type { MediaIds } from "./frame-images.ts";

/** An image that Runware keeps for us. */
export interface StoredMediaId {
  mediaUUID: string;
  /** When it was uploaded, in milliseconds since 1970. */
  storedAt: number;
}

export type StoredMedia = Pick<Collection<StoredMediaId>, "get" | "set" | "delete">;

/** Runware's documentation: stored media are deleted 30 days after their last use. */
const GOOD_FOR_MS = 20 * 24 * 3_600_000;

/** The images stored with one key; no other key can name them. */
export function mediaIdsOf(keyId: KeyId, store: StoredMedia, clock: Clock): MediaIds {
  const idOf = (hash: string): string => (keyId === null ? hash : `${keyId}:${hash}`);
  return {
    async get(hash) {
      const known = await store.get(idOf(hash));
      if (known === undefined || clock.now() - known.storedAt > GOOD_FOR_MS) return undefined;
      return known.mediaUUID;
    },
    set: (hash, mediaUUID) => store.set(idOf(hash), { mediaUUID, storedAt: clock.now() }),
    delete: (hash) => store.delete(idOf(hash)),
  };
}
