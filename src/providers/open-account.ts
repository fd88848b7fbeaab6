import { lockedAccount } from "../generation/locked-account.ts";
import type { KeyId } from "../generation/lanes.ts";
import type { Account } from "../generation/ports.ts";
import { mediaIdsOf, type StoredMedia } from "./runware/media-ids.ts";
import { createRunwareProvider, type RunwareOptions } from "./runware/provider.ts";

export interface AccountsOptions extends Omit<RunwareOptions, "apiKey" | "mediaIds"> {
  media: StoredMedia;
  /** The key itself; undefined where it is gone or cannot be read. */
  keyOf: (keyId: KeyId) => string | undefined;
}

/** Opens the provider behind a key; never another one in its place. */
export function createAccounts({
  keyOf,
  media,
  ...shared
}: AccountsOptions): (keyId: KeyId) => Account {
  return (keyId) => {
    const apiKey = keyOf(keyId);
    if (apiKey === undefined) return lockedAccount();
    const mediaIds = mediaIdsOf(keyId, media, shared.clock);
    return createRunwareProvider({ ...shared, apiKey, mediaIds });
  };
}
